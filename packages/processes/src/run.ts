import type { RunActivities } from '@interlock/contracts/process';
import { continueAsNew, proxyActivities, workflowInfo } from '@temporalio/workflow';
import { listenToDoorbell } from './doorbell.ts';
import { db } from './retry.ts';

const { advanceRun } = proxyActivities<RunActivities>(db);

/**
 * A training, from queued to ended. The record decides each step (queue an attempt, note a lost lease, finish); the process only
 * waits between them: for the doorbell an agent's report or a cancel rings, or until a lease could have run out.
 */
export async function runProcess(input: { runId: string }): Promise<string> {
	const doorbell = listenToDoorbell();
	for (;;) {
		const heard = doorbell.heard();
		const advance = await advanceRun(input);
		if (advance.next === 'end') return advance.state;
		if (advance.next === 'wait') await doorbell.waitAfter(heard, advance.waitMs);
		if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof runProcess>(input);
	}
}
