import { eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { contributor, rollout } from '@interlock/db/tables';
import { nameOf, personOf } from '@interlock/domain/access';
import { whyContributor } from '@interlock/domain/change';
import { type PromoteRolloutInput, promoteRolloutInput } from '@interlock/domain/endpoint';
import { DomainError, parseInput } from '@interlock/domain/error';
import { deny, type ServiceContext, transact } from '../access/index.ts';
import type { LoadedRollout } from './load-rollout.ts';
import { lockOpenRollout, tellOperation } from './operate-rollout.ts';

/** Asks the open rollout to go on without waiting for more evidence, with a reason. Evidence against the candidate still wins. `conflict` while paused; a contributor can't. */
export async function promoteRollout(ctx: ServiceContext, input: PromoteRolloutInput): Promise<{ requested: 'promote' }> {
	const wanted = parseInput(promoteRolloutInput, input);
	return transact(ctx, async (tx) => {
		const loaded = await lockOpenRollout(tx, ctx, wanted);
		if (loaded.row.state === 'paused') throw new DomainError('conflict', 'rollout: it is paused; resume it first', { field: 'rollout', reason: 'paused' });
		await refuseContributor(tx, ctx, loaded);
		await tx
			.update(rollout)
			.set({ requested: 'promote', requestedReason: wanted.reason, requestedBy: nameOf(ctx.actor) })
			.where(eq(rollout.id, loaded.row.id));
		await tellOperation(tx, ctx, loaded, 'rollout.promote-requested', wanted.reason);
		return { requested: 'promote' };
	});
}

/** Evidence is what stands between somebody's own work and everybody's traffic: they don't skip it. */
async function refuseContributor(tx: Tx, ctx: ServiceContext, { row, endpoint }: LoadedRollout): Promise<void> {
	const userId = personOf(ctx.actor);
	if (!row.changeId || !userId) return;
	const contributors = await tx
		.select({ userId: contributor.userId, because: contributor.because })
		.from(contributor)
		.where(eq(contributor.changeId, row.changeId));
	const contributed = whyContributor(contributors, userId);
	if (!contributed) return;
	const name = nameOf(ctx.actor);
	const target = { kind: 'rollout', id: row.id, name: endpoint.name };
	deny('rollout.promote-requested', row, target, `${name} contributed (${contributed}), so ${name} can't take it past its evidence.`, 'contributor');
}
