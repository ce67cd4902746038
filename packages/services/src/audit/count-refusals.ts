import type { Database } from '@interlock/db';

const MINUTE_MS = 60_000;

/** Adds refusals of callers nobody knows to the instance's log: a count per minute and cause, never what they sent. */
export async function countRefusals(db: Database, counts: ReadonlyMap<string, number>, now = new Date()): Promise<void> {
	const minuteMs = Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS;
	const rows = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([cause, count]) => ({ minute_ms: minuteMs, cause, count }));
	if (rows.length === 0) return;
	await db.sql`
		insert into anonymous_refusal ${db.sql(rows, 'minute_ms', 'cause', 'count')}
		on conflict (minute_ms, cause) do update set count = anonymous_refusal.count + excluded.count`;
}
