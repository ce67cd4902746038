import { and, eq, sql } from 'drizzle-orm';
import { rollout, rolloutStep } from '@interlock/db/tables';
import { type OperateRolloutInput, operateRolloutInput } from '@interlock/domain/endpoint';
import { DomainError, parseInput } from '@interlock/domain/error';
import { type ServiceContext, transact } from '../access/index.ts';
import { lockOpenRollout, tellOperation } from './operate-rollout.ts';

/** Lets a paused rollout go on; its step's deadline moves by the time it stood still. `conflict` when it isn't paused. */
export async function resumeRollout(ctx: ServiceContext, input: OperateRolloutInput): Promise<{ state: 'running' }> {
	const wanted = parseInput(operateRolloutInput, input);
	return transact(ctx, async (tx) => {
		const loaded = await lockOpenRollout(tx, ctx, wanted);
		const { row } = loaded;
		if (row.state !== 'paused') throw new DomainError('conflict', 'rollout: it is not paused', { field: 'rollout', reason: 'not-paused' });
		const pausedMs = row.pausedAt ? Math.max(0, ctx.now().getTime() - row.pausedAt.getTime()) : 0;
		await tx.update(rollout).set({ state: 'running', pausedAt: null, requestedReason: null, requestedBy: null }).where(eq(rollout.id, row.id));
		await tx
			.update(rolloutStep)
			.set({ pausedMs: sql`${rolloutStep.pausedMs} + ${pausedMs}` })
			.where(and(eq(rolloutStep.rolloutId, row.id), eq(rolloutStep.index, row.stepIndex)));
		await tellOperation(tx, ctx, loaded, 'rollout.resumed', wanted.reason);
		return { state: 'running' };
	});
}
