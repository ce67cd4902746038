import { gte } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { servingServer } from '@interlock/db/tables';

/** A server that said nothing for so long isn't waited for. */
export const SERVER_ALIVE_MS = 60_000;

type ServerRow = typeof servingServer.$inferSelect;

/** A route of an endpoint: its sequence and the versions in it. */
export interface ServedRoute {
	seq: number;
	championId: string | null;
	candidateId: string | null;
}

/**
 * Whether a route is served: at least one server said so, and none that spoke within the last minute is still behind or refuses the
 * candidate. One that refuses the champion isn't waited for: a damaged disk holds up nobody.
 */
export async function isAcknowledged(tx: Tx, route: ServedRoute, now: Date): Promise<boolean> {
	const reached = await tx.select().from(servingServer).where(gte(servingServer.seq, route.seq));
	if (!reached.some((server) => serves(server, route))) return false;
	const alive = await tx
		.select()
		.from(servingServer)
		.where(gte(servingServer.lastSeenAt, new Date(now.getTime() - SERVER_ALIVE_MS)));
	return alive.every((server) => server.seq >= route.seq && !refusalBy(server, route.candidateId));
}

/** Why an inference server that knows the sequence refuses a version; null when none does. */
export async function refusalOf(tx: Tx, versionId: string, seq: number): Promise<string | null> {
	const reached = await tx.select().from(servingServer).where(gte(servingServer.seq, seq)).orderBy(servingServer.id);
	return reached.map((server) => refusalBy(server, versionId)).find((refusal) => refusal !== undefined)?.reason ?? null;
}

export interface CountedServers {
	current: number;
	alive: number;
	refusals: { server: string; modelVersionId: string; reason: string }[];
}

/** How many inference servers spoke within the last minute or know the sequence, how many of those serve it, and what the others refuse of it. */
export async function countServers(tx: Tx, route: ServedRoute, now: Date): Promise<CountedServers> {
	const servers = await tx.select().from(servingServer).orderBy(servingServer.id);
	const alive = servers.filter((server) => server.seq >= route.seq || server.lastSeenAt.getTime() >= now.getTime() - SERVER_ALIVE_MS);
	return {
		current: alive.filter((server) => serves(server, route)).length,
		alive: alive.length,
		refusals: alive.flatMap((server) => refusedOf(server, route).map((refusal) => ({ server: server.id, ...refusal }))),
	};
}

function serves(server: ServerRow, route: ServedRoute): boolean {
	return server.seq >= route.seq && refusedOf(server, route).length === 0;
}

function refusedOf(server: ServerRow, { championId, candidateId }: ServedRoute): ServerRow['refusals'] {
	return server.refusals.filter(({ modelVersionId }) => modelVersionId === championId || modelVersionId === candidateId);
}

function refusalBy(server: ServerRow, versionId: string | null): ServerRow['refusals'][number] | undefined {
	return server.refusals.find(({ modelVersionId }) => modelVersionId === versionId);
}
