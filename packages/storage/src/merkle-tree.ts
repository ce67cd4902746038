import { createHash } from 'node:crypto';
import { HASH_BYTES, type Span, splitOf, TILE_WIDTH, type TileAddress } from '@interlock/domain/audit';

/** Hashes of a tile, one after the other. */
export type TileBytes = Buffer;
/** Tiles by `level/index`. */
export type Tiles = Map<string, TileBytes>;

export const tileKey = ({ level, index }: TileAddress) => `${level}/${index}`;

/** RFC 6962 leaf hash: sha256(0x00 || bytes), 32 bytes. */
export function leafHash(entry: Uint8Array): Buffer {
	return createHash('sha256').update(LEAF).update(entry).digest();
}

/** RFC 6962 node hash: sha256(0x01 || left || right), 32 bytes. */
function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
	return createHash('sha256').update(NODE).update(left).update(right).digest();
}

/**
 * Adds leaf hashes to a tree of `size` entries: `tiles` must hold the right edge, and gets what grew. A tile that fills up puts its root
 * into the level above. Returns the addresses of the tiles that changed.
 */
export function appendLeaves(tiles: Tiles, size: number, leaves: readonly Uint8Array[]): TileAddress[] {
	const changed = new Map<string, TileAddress>();
	let [level, at, hashes] = [0, size, leaves];
	while (hashes.length > 0) {
		const roots: Buffer[] = [];
		for (const [i, hash] of hashes.entries()) {
			const address = { level, index: Math.floor((at + i) / TILE_WIDTH) };
			const key = tileKey(address);
			const before = tiles.get(key) ?? Buffer.alloc(0);
			if (before.length !== ((at + i) % TILE_WIDTH) * HASH_BYTES)
				throw new Error(`tile ${key} holds ${before.length} bytes, the tree has ${at + i} hashes of its level`);
			const grown = Buffer.concat([before, hash]);
			tiles.set(key, grown);
			changed.set(key, address);
			if (grown.length === TILE_WIDTH * HASH_BYTES) roots.push(rootOf(hashesOf(grown)));
		}
		at = Math.floor(at / TILE_WIDTH);
		hashes = roots;
		level += 1;
	}
	return [...changed.values()];
}

/** The hash of a span of the tree, from its tiles. Throws when a tile that it needs is not there. */
export function spanHash(tiles: Tiles, { begin, end }: Span): Buffer {
	const n = end - begin;
	const height = Math.log2(n);
	if (Number.isInteger(height) && begin % n === 0) return subtreeHash(tiles, height, begin / n);
	const middle = begin + splitOf(n);
	return nodeHash(spanHash(tiles, { begin, end: middle }), spanHash(tiles, { begin: middle, end }));
}

/** Root of a tree of these leaf hashes; the empty tree's is sha256 of nothing. */
export function rootOf(hashes: readonly Uint8Array[]): Buffer {
	const [first] = hashes;
	if (!first) return createHash('sha256').digest();
	if (hashes.length === 1) return Buffer.from(first);
	const middle = splitOf(hashes.length);
	return nodeHash(rootOf(hashes.slice(0, middle)), rootOf(hashes.slice(middle)));
}

const LEAF = Buffer.from([0]);
const NODE = Buffer.from([1]);
const TILE_HEIGHT = Math.log2(TILE_WIDTH);

/** Root of the complete subtree of 2^height entries that is the `index`-th of its height. */
function subtreeHash(tiles: Tiles, height: number, index: number): Buffer {
	const level = Math.floor(height / TILE_HEIGHT);
	const width = 2 ** (height - level * TILE_HEIGHT);
	const at = index * width;
	const key = tileKey({ level, index: Math.floor(at / TILE_WIDTH) });
	const from = (at % TILE_WIDTH) * HASH_BYTES;
	const bytes = tiles.get(key)?.subarray(from, from + width * HASH_BYTES);
	if (bytes?.length !== width * HASH_BYTES) throw new Error(`tile ${key} has no hash ${at % TILE_WIDTH}`);
	return rootOf(hashesOf(bytes));
}

function hashesOf(bytes: Buffer): Buffer[] {
	return Array.from({ length: bytes.length / HASH_BYTES }, (_, i) => bytes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES));
}
