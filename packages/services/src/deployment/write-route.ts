import { desc, eq, sql } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { route } from '@interlock/db/tables';

export type RouteRow = typeof route.$inferSelect;
export type StoredEntry = RouteRow['entries'][number];

interface Served {
	orgId: string;
	projectId: string;
	id: string;
}

/**
 * Writes what an endpoint serves from now on and returns its sequence. Sequences are taken under one lock, so that they commit in their
 * order and a server that has seen 7 is never given a late 6. `stepKey` is unique: the same step can't be written twice.
 */
export async function writeRoute(tx: Tx, endpoint: Served, stepKey: string, entries: StoredEntry[]): Promise<number> {
	await tx.execute(sql`select pg_advisory_xact_lock(727003)`);
	const [row] = await tx
		.insert(route)
		.values({ orgId: endpoint.orgId, projectId: endpoint.projectId, endpointId: endpoint.id, entries, stepKey })
		.returning({ seq: route.seq });
	if (!row) throw new Error(`route: ${stepKey} was not written`);
	return row.seq;
}

/** What an endpoint should serve now; null before its first version. */
export async function currentRoute(tx: Tx, endpointId: string): Promise<RouteRow | null> {
	const [row] = await tx.select().from(route).where(eq(route.endpointId, endpointId)).orderBy(desc(route.seq)).limit(1);
	return row ?? null;
}

/** The route of an endpoint at rest: its champion answers everything; without one it answers nothing. */
export function championOnly(versionId: string | null): StoredEntry[] {
	if (!versionId) return [];
	return [{ modelVersionId: versionId, role: 'champion', weight: 100, shadow: false, rolloutId: null, stepKey: null }];
}
