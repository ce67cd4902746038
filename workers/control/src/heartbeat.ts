import type { Database } from '@interlock/db';
import type { Client } from '@temporalio/client';

const EVERY_MS = 5_000;

/** Writes a fact every 5 s that /readyz reads: the worker lives, and whether it reaches Temporal. Returns how to stop it. */
export function startHeartbeat(db: Database, client: Client): () => void {
	const beat = async () => {
		const temporal = await client.connection
			.withDeadline(Date.now() + 3_000, () => client.workflowService.getSystemInfo({}))
			.then(
				() => 'ready',
				() => 'not answering',
			);
		const value = { atMs: Date.now(), temporal };
		await db.sql`insert into instance_fact (key, value) values ('heartbeat/control', ${db.sql.json(value)}) on conflict (key) do update set value = excluded.value, updated_at = now()`;
	};
	const timer = setInterval(() => beat().catch(() => {}), EVERY_MS);
	beat().catch(() => {});
	return () => clearInterval(timer);
}
