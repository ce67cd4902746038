import { eq, inArray } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { modelVersion, registeredModel, serviceAccount } from '@interlock/db/tables';
import { can, type Permission } from '@interlock/domain/access';
import { CHART_RANGES, type GetEndpointInput, getEndpointInput } from '@interlock/domain/endpoint';
import { parseInput } from '@interlock/domain/error';
import { readSnapshot, type ServiceContext, transact } from '../access/index.ts';
import { countServers, isAcknowledged, type ServedRoute } from './acknowledged.ts';
import type { EndpointView, TrafficShare, VersionRef } from './endpoint-view.ts';
import { listChecks } from './list-checks.ts';
import { type EndpointRow, loadEndpoint } from './load-endpoint.ts';
import { listRollouts, viewRevisions } from './read-revisions.ts';
import { readNewestRollout } from './read-rollout-view.ts';
import { readTrafficPoints } from './read-traffic-points.ts';
import { currentRoute, type RouteRow, type StoredEntry } from './write-route.ts';

/** All that an endpoint's page shows: traffic, the newest rollout with its checks, revisions, and the charts' points over a range. */
export async function getEndpoint(ctx: ServiceContext, input: GetEndpointInput): Promise<EndpointView> {
	const wanted = parseInput(getEndpointInput, input);
	return transact(ctx, async (tx) => {
		await readSnapshot(tx);
		const { row, environment, project } = await loadEndpoint(tx, ctx, wanted, 'endpoint:read');
		const route = await currentRoute(tx, row.id);
		const rollouts = await listRollouts(tx, row.id);
		const versionOf = await versionLookup(tx, row, [
			...(route?.entries.map((e) => e.modelVersionId) ?? []),
			...rollouts.flatMap((r) => [r.toVersionId, ...(r.fromVersionId ? [r.fromVersionId] : [])]),
		]);
		const traffic: TrafficShare[] = (route?.entries ?? []).map((entry) => ({
			versionId: entry.modelVersionId,
			version: versionOf(entry.modelVersionId).version,
			role: entry.role,
			weight: entry.weight,
			shadow: entry.shadow,
		}));
		const served = servedRoute(route);
		const servers = await countServers(tx, served, ctx.now());
		const newest = await readNewestRollout(tx, rollouts, versionOf);
		const { rangeMs, bucketMs } = CHART_RANGES[wanted.range];
		const untilMs = ctx.now().getTime() + 1;
		const fromMs = Math.floor((untilMs - rangeMs) / bucketMs) * bucketMs;
		const [model] = await tx.select({ name: registeredModel.name }).from(registeredModel).where(eq(registeredModel.id, row.modelId));
		return {
			id: row.id,
			name: row.name,
			environment,
			model: model?.name ?? '',
			config: row.config,
			retrain: await viewRetrain(tx, row),
			path: `/serve/${project.org}/${project.slug}/${row.name}/invocations`,
			champion: row.championVersionId ? versionOf(row.championVersionId) : null,
			championSinceMs: rollouts.find((r) => r.state === 'live' && r.toVersionId === row.championVersionId)?.endedAt?.getTime() ?? null,
			previous: row.previousVersionId ? versionOf(row.previousVersionId) : null,
			heldReason: row.heldReason,
			traffic,
			route: route ? { seq: route.seq, acknowledged: await isAcknowledged(tx, served, ctx.now()) } : null,
			servers: {
				...servers,
				refusals: servers.refusals.map(({ server, modelVersionId, reason }) => ({
					server,
					version: versionOf(modelVersionId).version,
					role: modelVersionId === served.candidateId ? 'candidate' : 'champion',
					reason,
				})),
			},
			rollout: newest?.view ?? null,
			checks: newest ? listChecks(newest.view, newest.steps, row.config.unit) : [],
			revisions: await viewRevisions(tx, row, rollouts, traffic, versionOf),
			charts: { range: wanted.range, bucketMs, fromMs, untilMs, points: await readTrafficPoints(tx, row.id, { fromMs, untilMs, bucketMs }) },
			may: { rollBack: mayDo(ctx, 'endpoint:rollback', row), operate: mayDo(ctx, 'endpoint:operate', row) },
		};
	});
}

function servedRoute(route: RouteRow | null): ServedRoute {
	const idOf = (role: StoredEntry['role']) => route?.entries.find((entry) => entry.role === role)?.modelVersionId ?? null;
	return { seq: route?.seq ?? 0, championId: idOf('champion'), candidateId: idOf('candidate') };
}

async function versionLookup(tx: Tx, row: EndpointRow, ids: string[]): Promise<(id: string) => VersionRef> {
	const wanted = [...new Set([...ids, ...(row.championVersionId ? [row.championVersionId] : []), ...(row.previousVersionId ? [row.previousVersionId] : [])])];
	const rows =
		wanted.length > 0 ? await tx.select({ id: modelVersion.id, version: modelVersion.version }).from(modelVersion).where(inArray(modelVersion.id, wanted)) : [];
	const versions = new Map(rows.map((found) => [found.id, found.version]));
	return (id) => ({ id, version: versions.get(id) ?? 0 });
}

async function viewRetrain(tx: Tx, row: EndpointRow): Promise<EndpointView['retrain']> {
	if (!row.retrain) return null;
	const [account] = await tx.select({ name: serviceAccount.name }).from(serviceAccount).where(eq(serviceAccount.id, row.retrain.serviceAccountId));
	const { template, dataset, periodsBefore } = row.retrain;
	return { template, dataset, periodsBefore, serviceAccount: account?.name ?? '' };
}

function mayDo(ctx: ServiceContext, permission: Permission, row: EndpointRow): { allowed: boolean; reason: string | null } {
	const decision = can(ctx.actor, permission, row);
	return { allowed: decision.allowed, reason: decision.allowed ? null : decision.reason };
}
