import { gte, max } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { servingServer } from '@interlock/db/tables';

/** A server that said nothing for so long isn't waited for. */
export const SERVER_ALIVE_MS = 60_000;

/** Whether a sequence is served: at least one server said so, and none that spoke within the last minute is still behind. */
export async function isAcknowledged(tx: Tx, seq: number, now: Date): Promise<boolean> {
	const [served] = await tx.select({ highest: max(servingServer.seq) }).from(servingServer);
	if (served?.highest === null || served?.highest === undefined || served.highest < seq) return false;
	const alive = await tx
		.select({ seq: servingServer.seq })
		.from(servingServer)
		.where(gte(servingServer.lastSeenAt, new Date(now.getTime() - SERVER_ALIVE_MS)));
	return alive.every((server) => server.seq >= seq);
}

/** How many inference servers spoke within the last minute or serve the sequence, and how many of those serve it. */
export async function countServers(tx: Tx, seq: number, now: Date): Promise<{ current: number; alive: number }> {
	const servers = await tx.select().from(servingServer);
	const alive = servers.filter((server) => server.seq >= seq || server.lastSeenAt.getTime() >= now.getTime() - SERVER_ALIVE_MS);
	return { current: alive.filter((server) => server.seq >= seq).length, alive: alive.length };
}
