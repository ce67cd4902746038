import type { ChangeActivities, EvaluationActivities } from '@interlock/contracts/process';
import { continueAsNew, proxyActivities, workflowInfo } from '@temporalio/workflow';
import { listenToDoorbell } from './doorbell.ts';
import { db, io } from './retry.ts';

const { considerChange, closeByPolicy } = proxyActivities<ChangeActivities>(db);
const { evaluateRevision } = proxyActivities<EvaluationActivities>(io);

/** A rollout that ends and a person who reviews ring the doorbell; this is for a ring that was lost. */
const LOST_RING_MS = 3_600_000;

/**
 * A change, from proposed to applied or closed: evaluate each revision, close by policy what isn't shown better or expired, else wait for
 * people and for the rollout. Verdicts, pushes and the rollout's end ring the doorbell; the row says what comes next, so that a restart
 * and a rebuilt process go on from there.
 */
export async function changeProcess(input: { changeId: string }): Promise<void> {
	const doorbell = listenToDoorbell();
	for (;;) {
		const heard = doorbell.heard();
		const step = await considerChange(input);
		switch (step.next) {
			case 'end':
				return;
			case 'evaluate':
				await evaluateRevision({ ...input, revision: step.revision });
				break;
			case 'close-unproven':
			case 'expire':
				await closeByPolicy(input);
				break;
			case 'wait':
				await doorbell.waitAfter(heard, Math.min(step.forMs ?? LOST_RING_MS, LOST_RING_MS));
		}
		if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof changeProcess>(input);
	}
}
