import type { RolloutActivities, RolloutPosition } from '@interlock/contracts/process';
import { CancellationScope, continueAsNew, isCancellation, proxyActivities, workflowInfo } from '@temporalio/workflow';
import { listenToDoorbell } from './doorbell.ts';
import { db, mustHappen } from './retry.ts';

const { readRollout, setWeight, judgeRolloutStep, finishRollout } = proxyActivities<RolloutActivities>(db);
const { rollBackRollout } = proxyActivities<RolloutActivities>(mustHappen);

/** A server that acknowledges and a person who resumes ring the doorbell; these are for a ring that was lost. */
const ACKNOWLEDGED_POLL_MS = 5_000;
const PAUSED_POLL_MS = 60_000;

/**
 * A candidate's way to 100 %, step by step: set the weight, wait until the inference servers serve it, look at its counts until they say
 * go on or go back. The row decides where it stands, so that a person's pause, promotion or rollback, a restart and a rebuilt process all
 * read the same. Cancelled, it takes the candidate back first.
 */
export async function rolloutProcess(input: { rolloutId: string }): Promise<string> {
	const doorbell = listenToDoorbell();
	try {
		for (;;) {
			const heard = doorbell.heard();
			const position = await readRollout(input);
			if (!position.open) return 'ended';
			if (position.complete) return (await finishRollout(input)).state;

			if (!position.weighted && !position.paused) {
				await setWeight({ ...input, index: position.index });
				continue;
			}
			const look = await judgeRolloutStep({ ...input, index: position.index });
			if (look.verdict === 'roll-back') await CancellationScope.nonCancellable(() => rollBackRollout({ ...input, reason: look.reason }));
			if (look.verdict === 'wait') await doorbell.waitAfter(heard, waitMsOf(position));
			if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof rolloutProcess>(input);
		}
	} catch (error) {
		if (!isCancellation(error)) throw error;
		return CancellationScope.nonCancellable(async () => (await rollBackRollout({ ...input, reason: 'Its process was cancelled.' })).state);
	}
}

function waitMsOf(position: RolloutPosition): number {
	if (position.paused) return PAUSED_POLL_MS;
	return position.acknowledged ? position.lookEveryMs : ACKNOWLEDGED_POLL_MS;
}
