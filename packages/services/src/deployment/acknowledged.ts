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

/** The newest sequence that every server alive serves; null while none has acknowledged anything. */
export async function acknowledgedSeq(tx: Tx, now: Date): Promise<number | null> {
	const servers = await tx.select().from(servingServer);
	const alive = servers.filter((server) => server.lastSeenAt.getTime() >= now.getTime() - SERVER_ALIVE_MS);
	const counted = alive.length > 0 ? alive.map((server) => server.seq) : servers.map((server) => server.seq);
	if (counted.length === 0) return null;
	return alive.length > 0 ? Math.min(...counted) : Math.max(...counted);
}
