import { and, eq } from 'drizzle-orm';
import type { RolloutPosition } from '@interlock/contracts/process';
import { rolloutStep } from '@interlock/db/tables';
import { type ServiceContext, transact } from '../access/index.ts';
import { isOpenRollout, lockRollout } from './load-rollout.ts';

/** Reads where a rollout stands, for its process: the row decides, whatever the process remembers. `not-found` for an unknown id. */
export async function readRollout(ctx: ServiceContext, input: { rolloutId: string }): Promise<RolloutPosition> {
	return transact(ctx, async (tx) => {
		const { row, plan } = await lockRollout(tx, ctx, input.rolloutId);
		const [step] = await tx
			.select()
			.from(rolloutStep)
			.where(and(eq(rolloutStep.rolloutId, row.id), eq(rolloutStep.index, row.stepIndex)));
		return {
			open: isOpenRollout(row),
			paused: row.state === 'paused',
			index: row.stepIndex,
			weighted: Boolean(step && step.state !== 'waiting'),
			acknowledged: Boolean(step?.acknowledgedAt),
			complete: step?.state === 'passed',
			lookEveryMs: plan.lookEveryMs,
		};
	});
}
