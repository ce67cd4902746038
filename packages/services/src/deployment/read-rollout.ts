import { and, eq } from 'drizzle-orm';
import { rolloutStep } from '@interlock/db/tables';
import { type ServiceContext, transact } from '../access/index.ts';
import { isOpenRollout, lockRollout } from './load-rollout.ts';

/** Where a rollout stands, for its process: the row decides, whatever the process remembers. */
export interface RolloutPosition {
	open: boolean;
	paused: boolean;
	/** The step to work on. */
	index: number;
	/** The last step has passed: only finishing is left. */
	complete: boolean;
	acknowledged: boolean;
	lookEveryMs: number;
}

/** Reads where a rollout stands. `not-found` for an unknown id. */
export async function readRollout(ctx: ServiceContext, input: { rolloutId: string }): Promise<RolloutPosition> {
	return transact(ctx, async (tx) => {
		const { row, plan } = await lockRollout(tx, ctx, input.rolloutId);
		const [step] = await tx.select().from(rolloutStep).where(and(eq(rolloutStep.rolloutId, row.id), eq(rolloutStep.index, row.stepIndex)));
		return {
			open: isOpenRollout(row),
			paused: row.state === 'paused',
			index: row.stepIndex,
			complete: step?.state === 'passed',
			acknowledged: step?.acknowledgedAt !== null && step?.acknowledgedAt !== undefined,
			lookEveryMs: plan.lookEveryMs,
		};
	});
}
