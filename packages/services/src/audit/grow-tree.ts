import type { Sql } from '@interlock/db';
import { tilesOnPaths } from '@interlock/domain/audit';
import { appendLeaves, leafHash, tileKey } from '@interlock/storage';
import { readTiles } from './read-tiles.ts';

const AT_ONCE = 1000;

/**
 * Puts sealed entries into the organization's tree, in the transaction that seals them; the caller holds the head's lock. `sealed`: the
 * entries after those that the tree has. Entries that an older version sealed without a tree are put in first.
 */
export async function growTree(sql: Sql, orgId: string, head: { n: number; treeSize: number }, sealed: readonly Buffer[]): Promise<void> {
	let size = head.treeSize;
	while (size < head.n) {
		const rows = await sql<
			{ entry: Buffer }[]
		>`select entry from audit_log where org_id = ${orgId} and n > ${size} and n <= ${head.n} order by n limit ${AT_ONCE}`;
		if (rows.length === 0) throw new Error(`entry ${size + 1} is missing`);
		size = await append(
			sql,
			orgId,
			size,
			rows.map((row) => row.entry),
		);
	}
	await append(sql, orgId, size, sealed);
}

async function append(sql: Sql, orgId: string, size: number, entries: readonly Buffer[]): Promise<number> {
	if (entries.length === 0) return size;
	const tiles = await readTiles(sql, orgId, tilesOnPaths([size], size + 1));
	const changed = appendLeaves(tiles, size, entries.map(leafHash));
	const rows = changed.map(({ level, index }) => ({ org_id: orgId, level, index, hashes: tiles.get(tileKey({ level, index })) ?? Buffer.alloc(0) }));
	await sql`insert into audit_tile ${sql(rows, 'org_id', 'level', 'index', 'hashes')}
		on conflict (org_id, level, index) do update set hashes = excluded.hashes`;
	return size + entries.length;
}
