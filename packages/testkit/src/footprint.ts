import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '@interlock/db';

/** What a refused call must leave as it was. */
export interface Footprint {
	/** Rows by table. */
	rows: Record<string, number>;
	/** Paths under the blob folder, sorted. */
	blobs: string[];
}

/** What is told of a refusal may grow: the audit log and the count of anonymous refusals. A channel's row is written by the sequencer, some time after the event. */
const TOLD = [
	'audit_outbox',
	'audit_log',
	'audit_head',
	'audit_tile',
	'audit_personal',
	'audit_checkpoint',
	'audit_publication',
	'anonymous_refusal',
	'event_channel',
];

/** Rows of every table but those that tell of refusals, and every file of a blob folder. */
export async function footprint(db: Database, blobFolder?: string): Promise<Footprint> {
	const tables = await db.sql<{ name: string }[]>`
		select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' and not table_name = any(${TOLD}) order by 1`;
	const counts = tables.map(({ name }) => `select '${name}' as name, count(*)::int as n from "${name}"`).join(' union all ');
	const rows = await db.sql.unsafe<{ name: string; n: number }[]>(counts);
	return { rows: Object.fromEntries(rows.map(({ name, n }) => [name, n])), blobs: blobFolder ? await filesOf(blobFolder) : [] };
}

async function filesOf(folder: string): Promise<string[]> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
	return entries
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
		.sort();
}
