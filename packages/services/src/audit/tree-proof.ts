import type { Sql } from '@interlock/db';
import { consistencySpans, inclusionSpans, type Span, tilesOnPaths } from '@interlock/domain/audit';
import { rootOf, spanHash } from '@interlock/storage';
import { readTiles } from './read-tiles.ts';

/** Root of an organization's tree over its first `size` entries, 32 bytes. Throws when the tree isn't that large. */
export async function treeRoot(sql: Sql, orgId: string, size: number): Promise<Buffer> {
	if (size === 0) return rootOf([]);
	const [root] = await hashesOf(sql, orgId, [], size, [{ begin: 0, end: size }]);
	if (!root) throw new Error(`no tree of ${size}`);
	return root;
}

/** Hashes that prove that the entry numbered `n` (from 1) is in the tree of `size`, from the leaf up. Reads a few tiles, however large the log is. */
export async function proveInclusion(sql: Sql, orgId: string, n: number, size: number): Promise<Buffer[]> {
	return hashesOf(sql, orgId, [n - 1], size, inclusionSpans(n - 1, size));
}

/** Hashes that prove that the tree of `second` entries begins with that of `first`. */
export async function proveConsistency(sql: Sql, orgId: string, first: number, second: number): Promise<Buffer[]> {
	if (first === second) return [];
	return hashesOf(sql, orgId, [first - 1, first], second, consistencySpans(first, second));
}

async function hashesOf(sql: Sql, orgId: string, indexes: number[], size: number, spans: readonly Span[]): Promise<Buffer[]> {
	const tiles = await readTiles(sql, orgId, tilesOnPaths(indexes, size));
	return spans.map((span) => spanHash(tiles, span));
}
