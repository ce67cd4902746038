import { eq, inArray, isNull, sql } from 'drizzle-orm';
import type { RouteEntry, RouteTable, ServedEndpoint } from '@interlock/contracts/serving';
import type { Tx } from '@interlock/db';
import { endpoint, environment, modelVersion, organization, project, registeredModel, route } from '@interlock/db/tables';
import { type ServiceContext, transact } from '../access/index.ts';
import { approvedFiles } from './approved-files.ts';
import { authorizeServing } from './authorize-serving.ts';
import { servedTokens } from './served-tokens.ts';
import type { StoredEntry } from './write-route.ts';

/** The whole route table when something in it is newer than `after`, else null. `seq` grows with each route, token, role or archived project. */
export async function routeTable(ctx: ServiceContext, input: { after: number }): Promise<RouteTable | null> {
	return transact(ctx, async (tx) => {
		authorizeServing(ctx);
		// One lock with the writers: what is read below is at least as new as the sequence it is sent under.
		await tx.execute(sql`select pg_advisory_xact_lock_shared(727003)`);
		const seq = await newestSeq(tx);
		if (seq <= input.after) return null;
		return { seq, endpoints: await servedEndpoints(tx), tokens: await servedTokens(tx, ctx.now()) };
	});
}

async function newestSeq(tx: Tx): Promise<number> {
	const [row] = await tx.execute<{ seq: string }>(sql`
		select greatest(coalesce((select max(seq) from route), 0), coalesce((select max(seq) from serving_change), 0)) as seq`);
	return Number(row?.seq ?? 0);
}

async function servedEndpoints(tx: Tx): Promise<ServedEndpoint[]> {
	const rows = await tx
		.selectDistinctOn([route.endpointId], {
			endpointId: route.endpointId,
			orgId: endpoint.orgId,
			org: organization.slug,
			projectId: endpoint.projectId,
			project: project.slug,
			name: endpoint.name,
			environment: environment.name,
			entries: route.entries,
		})
		.from(route)
		.innerJoin(endpoint, eq(endpoint.id, route.endpointId))
		.innerJoin(environment, eq(environment.id, endpoint.environmentId))
		.innerJoin(project, eq(project.id, endpoint.projectId))
		.innerJoin(organization, eq(organization.id, endpoint.orgId))
		.where(isNull(project.archivedAt))
		.orderBy(route.endpointId, sql`${route.seq} desc`);
	const versions = await loadVersions(
		tx,
		rows.flatMap((row) => row.entries.map((entry) => entry.modelVersionId)),
	);
	const approved = await approvedFiles(
		tx,
		rows.map((row) => row.endpointId),
	);
	return rows.map((row) => ({
		...row,
		entries: row.entries.flatMap((entry) => describe(entry, versions, approved.get(`${row.endpointId} ${entry.modelVersionId}`) ?? null)),
	}));
}

type VersionOf = { model: string; row: typeof modelVersion.$inferSelect };

async function loadVersions(tx: Tx, ids: string[]): Promise<Map<string, VersionOf>> {
	if (ids.length === 0) return new Map();
	const rows = await tx
		.select({ row: modelVersion, model: registeredModel.name })
		.from(modelVersion)
		.innerJoin(registeredModel, eq(registeredModel.id, modelVersion.modelId))
		.where(inArray(modelVersion.id, [...new Set(ids)]));
	return new Map(rows.map((found) => [found.row.id, found]));
}

function describe(entry: StoredEntry, versions: Map<string, VersionOf>, filesDigest: string | null): RouteEntry[] {
	const found = versions.get(entry.modelVersionId);
	if (!found) return [];
	return [{ ...entry, model: found.model, version: found.row.version, dataDigest: found.row.dataDigest, filesDigest, files: found.row.files }];
}
