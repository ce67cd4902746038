import { and, desc, eq, sql } from 'drizzle-orm';
import { change, endpoint, environment, modelVersion, registeredModel, rollout, rolloutStep } from '@interlock/db/tables';
import { loadProject, type ProjectPlace, readSnapshot, type ServiceContext, transact } from '../access/index.ts';

export interface EndpointRowView {
	id: string;
	name: string;
	environment: string;
	model: string;
	championVersion: number | null;
	championSinceMs: number | null;
	heldReason: string | null;
	/** The open rollout, or null. */
	rollout: { id: string; state: 'running' | 'paused'; toVersion: number; change: number | null; step: string; weight: number; shadow: boolean } | null;
	/** Predictions answered in the last hour. */
	lastHour: { predictions: number; errors: number };
	createdAtMs: number;
}

/** Endpoints of a project, by name. */
export async function listEndpoints(ctx: ServiceContext, input: ProjectPlace): Promise<EndpointRowView[]> {
	return transact(ctx, async (tx) => {
		await readSnapshot(tx);
		const place = await loadProject(tx, ctx, input, 'endpoint:read');
		const rows = await tx
			.select({ e: endpoint, environment: environment.name, model: registeredModel.name })
			.from(endpoint)
			.innerJoin(environment, eq(environment.id, endpoint.environmentId))
			.innerJoin(registeredModel, eq(registeredModel.id, endpoint.modelId))
			.where(eq(endpoint.projectId, place.projectId))
			.orderBy(endpoint.name);
		const versions = new Map(
			(await tx.select({ id: modelVersion.id, version: modelVersion.version }).from(modelVersion).where(eq(modelVersion.projectId, place.projectId))).map(
				(v) => [v.id, v.version],
			),
		);
		const open = await tx
			.select({ r: rollout, s: rolloutStep, number: change.number })
			.from(rollout)
			.innerJoin(rolloutStep, sql`${rolloutStep.rolloutId} = ${rollout.id} and ${rolloutStep.index} = ${rollout.stepIndex}`)
			.leftJoin(change, eq(change.id, rollout.changeId))
			.where(sql`${rollout.projectId} = ${place.projectId} and ${rollout.state} in ('running', 'paused')`);
		const traffic = await tx.execute<{ endpoint_id: string; predictions: number; errors: number }>(sql`
			select endpoint_id, count(*)::int as predictions, count(error)::int as errors from prediction
			where project_id = ${place.projectId} and endpoint_id in (select id from endpoint where project_id = ${place.projectId})
				and not shadow and at_ms > ${ctx.now().getTime() - 3600_000} group by endpoint_id`);
		const live = await tx
			.select({ endpointId: rollout.endpointId, toVersionId: rollout.toVersionId, endedAt: rollout.endedAt })
			.from(rollout)
			.where(and(eq(rollout.projectId, place.projectId), eq(rollout.state, 'live')))
			.orderBy(desc(rollout.endedAt));
		const seen = new Map(traffic.map((t) => [t.endpoint_id, { predictions: t.predictions, errors: t.errors }]));
		return rows.map(({ e, environment: env, model }) => {
			const now = open.find(({ r }) => r.endpointId === e.id);
			return {
				id: e.id,
				name: e.name,
				environment: env,
				model,
				championVersion: e.championVersionId ? (versions.get(e.championVersionId) ?? null) : null,
				championSinceMs: live.find((r) => r.endpointId === e.id && r.toVersionId === e.championVersionId)?.endedAt?.getTime() ?? null,
				heldReason: e.heldReason,
				rollout: now
					? {
							id: now.r.id,
							state: now.r.state === 'paused' ? 'paused' : 'running',
							toVersion: versions.get(now.r.toVersionId) ?? 0,
							change: now.number,
							step: now.s.name,
							weight: now.s.weight,
							shadow: now.s.shadow,
						}
					: null,
				lastHour: seen.get(e.id) ?? { predictions: 0, errors: 0 },
				createdAtMs: e.createdAt.getTime(),
			};
		});
	});
}
