import { and, asc, eq, inArray, lte } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { endpoint, rollout, rolloutStep, servingServer } from '@interlock/db/tables';
import type { ServiceContext } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { enqueueCommand } from '../process/index.ts';
import { publishEndpointEvent } from './publish-endpoint-event.ts';

type ServerRow = typeof servingServer.$inferSelect;

/** A server's row before it speaks, locked until the transaction ends; undefined for a new server. */
export async function lockServer(tx: Tx, serverId: string): Promise<ServerRow | undefined> {
	const [row] = await tx.select().from(servingServer).where(eq(servingServer.id, serverId)).for('update');
	return row;
}

/**
 * Wakes the process of each open rollout whose candidate a server now refuses, once per step, with an audit entry that says why: its next
 * look takes the candidate back. A refused champion wakes nobody. `before`: what the server said before this.
 */
export async function hearRefusals(tx: Tx, ctx: ServiceContext, before: ServerRow | undefined, said: ServerRow): Promise<void> {
	if (said.refusals.length === 0) return;
	const refused = new Map(said.refusals.map(({ modelVersionId, reason }) => [modelVersionId, reason]));
	const struck = await tx
		.select({ step: rolloutStep, rollout, endpoint })
		.from(rolloutStep)
		.innerJoin(rollout, and(eq(rollout.id, rolloutStep.rolloutId), eq(rollout.stepIndex, rolloutStep.index)))
		.innerJoin(endpoint, eq(endpoint.id, rollout.endpointId))
		.where(
			and(
				eq(rolloutStep.state, 'running'),
				lte(rolloutStep.routeSeq, said.seq),
				inArray(rollout.state, ['running', 'paused']),
				inArray(rollout.toVersionId, [...refused.keys()]),
			),
		)
		.orderBy(asc(rollout.id));
	for (const { step, rollout: row, endpoint: served } of struck) {
		const isKnown = (before?.seq ?? -1) >= (step.routeSeq ?? 0) && before?.refusals.some(({ modelVersionId }) => modelVersionId === row.toVersionId);
		if (isKnown) continue;
		await recordAudit(tx, ctx, {
			action: 'rollout.candidate-refused',
			orgId: row.orgId,
			projectId: row.projectId,
			target: { kind: 'rollout', id: row.id, name: served.name },
			reason: refused.get(row.toVersionId),
			after: { step: step.name, index: step.index, routeSeq: step.routeSeq, server: said.id, candidateVersionId: row.toVersionId },
		});
		await publishEndpointEvent(tx, served, 'rollout.candidate-refused', { rolloutId: row.id, index: step.index });
		await enqueueCommand(tx, { kind: 'doorbell', process: 'rollout', workflowId: `rollout/${row.id}` });
	}
}
