import type { ChangeActivities, EvaluationActivities } from '@interlock/contracts/process';
import { continueAsNew, proxyActivities, workflowInfo } from '@temporalio/workflow';
import { listenToDoorbell } from './doorbell.ts';
import { db, io, mustHappen } from './retry.ts';

const { considerChange, closeByPolicy, remindReviewers, startReproduction } = proxyActivities<ChangeActivities>(db);
const { takeBackUnreviewed } = proxyActivities<ChangeActivities>(mustHappen);
const { evaluateRevision, settleReproduction } = proxyActivities<EvaluationActivities>(io);

/** A rollout that ends and a person who reviews ring the doorbell; this is for a ring that was lost. */
const LOST_RING_MS = 21_600_000;

/**
 * A change, from proposed to applied or closed: train a revision again where its policy asks for it, evaluate each, remind the reviewers and then others, close by policy what isn't
 * shown better, isn't reviewed or expired, roll back an emergency that nobody reviewed, else wait for people and for the rollout.
 * Verdicts, pushes and the rollout's end ring the doorbell; the row says what comes next, so that a restart and a rebuilt process go on
 * from there.
 */
export async function changeProcess(input: { changeId: string }): Promise<void> {
	const doorbell = listenToDoorbell();
	for (;;) {
		const heard = doorbell.heard();
		const step = await considerChange(input);
		switch (step.next) {
			case 'end':
				return;
			case 'reproduce':
				await startReproduction({ ...input, revision: step.revision });
				break;
			case 'settle-reproduction':
				await settleReproduction({ ...input, revision: step.revision });
				break;
			case 'evaluate':
				await evaluateRevision({ ...input, revision: step.revision });
				break;
			case 'remind':
			case 'escalate':
				await remindReviewers(input);
				break;
			case 'close-unproven':
			case 'close-unreviewed':
			case 'expire':
				await closeByPolicy(input);
				break;
			case 'take-back':
				await takeBackUnreviewed(input);
				break;
			case 'wait':
				await doorbell.waitAfter(heard, Math.min(step.forMs ?? LOST_RING_MS, LOST_RING_MS));
		}
		if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof changeProcess>(input);
	}
}
