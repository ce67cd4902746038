import type { RetrainActivities } from '@interlock/contracts/process';
import { continueAsNew, proxyActivities, workflowInfo } from '@temporalio/workflow';
import { listenToDoorbell } from './doorbell.ts';
import { db, io } from './retry.ts';

const { readRetrain, proposeRetrained, failRetrain } = proxyActivities<RetrainActivities>(db);
const { startRetrainTraining } = proxyActivities<RetrainActivities>(io);

/** A training that ends rings the doorbell; this is for a ring that was lost. */
const TRAINING_POLL_MS = 60_000;

/**
 * A retrain, from its trigger to a change: train on the months before the window as the service account, wait for the run to end, open
 * the change. It never deploys: from there the change is judged and approved like a person's. One change per trigger, by its step keys.
 */
export async function retrainProcess(input: { triggerId: string }): Promise<string> {
	const doorbell = listenToDoorbell();
	for (;;) {
		const heard = doorbell.heard();
		const position = await readRetrain(input);
		if (position.state === 'queued') await startRetrainTraining(input);
		else if (position.state !== 'training') return position.state;
		else if (position.training === 'succeeded') await proposeRetrained(input);
		else if (position.training === 'running') await doorbell.waitAfter(heard, TRAINING_POLL_MS);
		else await failRetrain({ ...input, reason: `Its training did not succeed: ${position.reason ?? 'no reason given'}` });
		if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof retrainProcess>(input);
	}
}
