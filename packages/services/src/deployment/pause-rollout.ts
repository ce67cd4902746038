import { eq } from 'drizzle-orm';
import { rollout } from '@interlock/db/tables';
import { nameOf } from '@interlock/domain/access';
import { type OperateRolloutInput, operateRolloutInput } from '@interlock/domain/endpoint';
import { DomainError, parseInput } from '@interlock/domain/error';
import { type ServiceContext, transact } from '../access/index.ts';
import { lockOpenRollout, tellOperation } from './operate-rollout.ts';

/** Stops the open rollout from going on: its weights stay, evidence against the candidate still rolls it back. `conflict` when it is paused already. */
export async function pauseRollout(ctx: ServiceContext, input: OperateRolloutInput): Promise<{ state: 'paused' }> {
	const wanted = parseInput(operateRolloutInput, input);
	return transact(ctx, async (tx) => {
		const loaded = await lockOpenRollout(tx, ctx, wanted);
		if (loaded.row.state === 'paused') throw new DomainError('conflict', 'rollout: it is paused already', { field: 'rollout', reason: 'paused' });
		await tx
			.update(rollout)
			.set({ state: 'paused', pausedAt: ctx.now(), requested: null, requestedReason: wanted.reason ?? null, requestedBy: nameOf(ctx.actor) })
			.where(eq(rollout.id, loaded.row.id));
		await tellOperation(tx, ctx, loaded, 'rollout.paused', wanted.reason);
		return { state: 'paused' };
	});
}
