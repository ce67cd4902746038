import { eq } from 'drizzle-orm';
import { rollout } from '@interlock/db/tables';
import { nameOf } from '@interlock/domain/access';
import { type PromoteRolloutInput, promoteRolloutInput } from '@interlock/domain/endpoint';
import { DomainError, parseInput } from '@interlock/domain/error';
import { type ServiceContext, transact } from '../access/index.ts';
import { lockOpenRollout, tellOperation } from './operate-rollout.ts';

/** Asks the open rollout to go on without waiting for more evidence, with a reason. Evidence against the candidate still wins. `conflict` while paused. */
export async function promoteRollout(ctx: ServiceContext, input: PromoteRolloutInput): Promise<{ requested: 'promote' }> {
	const wanted = parseInput(promoteRolloutInput, input);
	return transact(ctx, async (tx) => {
		const loaded = await lockOpenRollout(tx, ctx, wanted);
		if (loaded.row.state === 'paused') throw new DomainError('conflict', 'rollout: it is paused; resume it first', { field: 'rollout', reason: 'paused' });
		await tx
			.update(rollout)
			.set({ requested: 'promote', requestedReason: wanted.reason, requestedBy: nameOf(ctx.actor) })
			.where(eq(rollout.id, loaded.row.id));
		await tellOperation(tx, ctx, loaded, 'rollout.promote-requested', wanted.reason);
		return { requested: 'promote' };
	});
}
