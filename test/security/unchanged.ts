import type { Database } from '@interlock/db';
import { footprint } from '@interlock/testkit';

/** Tables that tell of refusals, or that say when somebody was seen. */
const TOLD =
	"('audit_outbox', 'audit_log', 'audit_head', 'audit_tile', 'audit_personal', 'audit_checkpoint', 'audit_publication', 'anonymous_refusal', 'event_channel')";

/**
 * Watches what refused calls must leave alone: rows of all tables and files of the blob folder. They are counted only when a trigger
 * saw a row change (one that was rolled back counts as seen), so that thousands of calls can be watched one by one; bytes without a row
 * are found at the next count.
 */
export async function watchState(db: Database, blobFolder: string): Promise<{ changed(): Promise<boolean> }> {
	const tables = await db.sql<{ name: string }[]>`
		select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not in ${db.sql.unsafe(TOLD)}`;
	await db.sql.unsafe(`
		create sequence seen_write;
		create function see_write() returns trigger language plpgsql security definer as $$ begin perform nextval('seen_write'); return null; end $$;
		${tables.map(({ name }) => `create trigger zz_see_write after insert or update or delete on "${name}" for each row execute function see_write();`).join('\n')}`);
	const seen = async () => (await db.sql<{ n: string }[]>`select last_value::text || is_called::text as n from seen_write`)[0]?.n;
	const state = async () => JSON.stringify(await footprint(db, blobFolder));
	let last = { seen: await seen(), state: await state() };
	return {
		changed: async () => {
			const before = last;
			const now = await seen();
			last = { seen: now, state: now === before.seen ? before.state : await state() };
			return last.state !== before.state;
		},
	};
}
