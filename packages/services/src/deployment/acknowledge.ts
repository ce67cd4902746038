import { and, eq, inArray, isNull, lte } from 'drizzle-orm';
import { type RouteAck, type RouteRefusal, routeAck } from '@interlock/contracts/serving';
import { endpoint, rollout, rolloutStep, servingServer } from '@interlock/db/tables';
import { parseInput } from '@interlock/domain/error';
import { type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { enqueueCommand } from '../process/index.ts';
import { isAcknowledged } from './acknowledged.ts';
import { authorizeServing } from './authorize-serving.ts';
import { hearRefusals, lockServer } from './hear-refusals.ts';
import { publishEndpointEvent } from './publish-endpoint-event.ts';

/**
 * An inference server says which sequence it serves, and which versions of it it refuses. A step whose weight every server alive now serves
 * begins to count, once, and its process is woken; a step whose candidate is refused doesn't count, and its process is woken to take it
 * back. A sequence below the one said before is ignored, refusals and all (a late message).
 */
export async function acknowledge(ctx: ServiceContext, input: RouteAck): Promise<{ acknowledgedSteps: number }> {
	const said = parseInput(routeAck, input);
	return transact(ctx, async (tx) => {
		authorizeServing(ctx);
		const now = ctx.now();
		const before = await lockServer(tx, said.serverId);
		const heard = { seq: said.seq, refusals: (said.refusals ?? []).map(storable), lastSeenAt: now };
		const [server] = await tx
			.insert(servingServer)
			.values({ id: said.serverId, ...heard })
			.onConflictDoUpdate({ target: servingServer.id, set: heard, setWhere: lte(servingServer.seq, said.seq) })
			.returning();
		if (server) await hearRefusals(tx, ctx, before, server);
		const waiting = await tx
			.select({ step: rolloutStep, rollout, endpoint })
			.from(rolloutStep)
			.innerJoin(rollout, eq(rollout.id, rolloutStep.rolloutId))
			.innerJoin(endpoint, eq(endpoint.id, rollout.endpointId))
			.where(
				and(
					eq(rolloutStep.state, 'running'),
					isNull(rolloutStep.acknowledgedAt),
					lte(rolloutStep.routeSeq, said.seq),
					inArray(rollout.state, ['running', 'paused']),
				),
			);
		let acknowledgedSteps = 0;
		for (const { step, rollout: row, endpoint: served } of waiting) {
			if (step.routeSeq === null) continue;
			if (!(await isAcknowledged(tx, { seq: step.routeSeq, championId: row.fromVersionId, candidateId: row.toVersionId }, now))) continue;
			const marked = await tx
				.update(rolloutStep)
				.set({ acknowledgedAt: now })
				.where(and(eq(rolloutStep.rolloutId, step.rolloutId), eq(rolloutStep.index, step.index), isNull(rolloutStep.acknowledgedAt)))
				.returning({ index: rolloutStep.index });
			if (marked.length === 0) continue;
			acknowledgedSteps += 1;
			await recordAudit(tx, ctx, {
				action: 'rollout.weight-acknowledged',
				orgId: row.orgId,
				projectId: row.projectId,
				target: { kind: 'rollout', id: row.id, name: served.name },
				after: { step: step.name, index: step.index, routeSeq: step.routeSeq, server: said.serverId },
			});
			await publishEndpointEvent(tx, served, 'rollout.weight-acknowledged', { rolloutId: row.id, index: step.index });
			await enqueueCommand(tx, { kind: 'doorbell', process: 'rollout', workflowId: `rollout/${row.id}` });
		}
		return { acknowledgedSteps };
	});
}

/** A reason quotes names that callers chose; Postgres takes neither NUL nor half a surrogate pair. */
function storable({ modelVersionId, reason }: RouteRefusal): RouteRefusal {
	return { modelVersionId, reason: reason.toWellFormed().replaceAll('\u0000', '\ufffd') };
}
