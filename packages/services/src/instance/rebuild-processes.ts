import { change, retrainTrigger, rollout, training } from '@interlock/db/tables';
import { DomainError } from '@interlock/domain/error';
import { and, eq, inArray } from 'drizzle-orm';
import { authorize, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { enqueueCommand } from '../process/index.ts';

export interface Rebuilt {
	runs: number;
	changes: number;
	rollouts: number;
	retrains: number;
}

/**
 * Commands the process of every open row of the caller's organization again, for when Temporal's store was lost. A process that runs
 * is left alone; one that is gone goes on from its row. Needs an administrator.
 */
export async function rebuildProcesses(ctx: ServiceContext): Promise<Rebuilt> {
	const { actor } = ctx;
	const orgId =
		actor.kind === 'token'
			? actor.orgId
			: actor.kind === 'user'
				? (actor.memberships.find((m) => m.roles.includes('admin')) ?? actor.memberships[0])?.orgId
				: undefined;
	if (!orgId) throw new DomainError('forbidden', 'Putting processes back needs the role admin', { reason: 'permission' });
	return transact(ctx, async (tx) => {
		authorize(ctx, 'project:delete', { orgId }, { kind: 'organization', id: orgId });
		const runs = await tx
			.select({ id: training.runId })
			.from(training)
			.where(and(eq(training.orgId, orgId), inArray(training.state, ['queued', 'running'])));
		const changes = await tx
			.select({ id: change.id })
			.from(change)
			.where(and(eq(change.orgId, orgId), inArray(change.state, ['draft', 'in-review', 'approved'])));
		const rollouts = await tx
			.select({ id: rollout.id })
			.from(rollout)
			.where(and(eq(rollout.orgId, orgId), inArray(rollout.state, ['running', 'paused'])));
		const retrains = await tx
			.select({ id: retrainTrigger.id })
			.from(retrainTrigger)
			.where(and(eq(retrainTrigger.orgId, orgId), inArray(retrainTrigger.state, ['queued', 'training'])));
		for (const { id } of runs) await enqueueCommand(tx, { kind: 'start', process: 'run', workflowId: `run/${id}`, args: { runId: id } });
		for (const { id } of changes) await enqueueCommand(tx, { kind: 'start', process: 'change', workflowId: `change/${id}`, args: { changeId: id } });
		for (const { id } of rollouts) await enqueueCommand(tx, { kind: 'start', process: 'rollout', workflowId: `rollout/${id}`, args: { rolloutId: id } });
		for (const { id } of retrains) await enqueueCommand(tx, { kind: 'start', process: 'retrain', workflowId: `retrain/${id}`, args: { triggerId: id } });
		const rebuilt = { runs: runs.length, changes: changes.length, rollouts: rollouts.length, retrains: retrains.length };
		await recordAudit(tx, ctx, { action: 'processes.rebuilt', orgId, projectId: null, target: { kind: 'organization', id: orgId }, after: rebuilt });
		return rebuilt;
	});
}
