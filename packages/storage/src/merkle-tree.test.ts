import { createHash, randomBytes } from 'node:crypto';
import { consistencySpans, inclusionSpans, tilesOnPaths, verifyConsistency, verifyInclusion } from '@interlock/domain/audit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { appendLeaves, leafHash, rootOf, spanHash, tileKey, type Tiles } from './merkle-tree.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

/** RFC 6962, section 2.1, word for word. */
function naiveRoot(entries: readonly Uint8Array[]): Buffer {
	if (entries.length === 0) return sha256(Buffer.alloc(0));
	if (entries.length === 1) return sha256(Buffer.concat([Buffer.from([0]), entries[0] ?? Buffer.alloc(0)]));
	let k = 1;
	while (k << 1 < entries.length) k <<= 1;
	return sha256(Buffer.concat([Buffer.from([1]), naiveRoot(entries.slice(0, k)), naiveRoot(entries.slice(k))]));
}

function naivePath(m: number, entries: readonly Uint8Array[]): Buffer[] {
	if (entries.length === 1) return [];
	let k = 1;
	while (k << 1 < entries.length) k <<= 1;
	return m < k ? [...naivePath(m, entries.slice(0, k)), naiveRoot(entries.slice(k))] : [...naivePath(m - k, entries.slice(k)), naiveRoot(entries.slice(0, k))];
}

function naiveConsistency(m: number, entries: readonly Uint8Array[], whole = true): Buffer[] {
	if (m === entries.length) return whole ? [] : [naiveRoot(entries)];
	let k = 1;
	while (k << 1 < entries.length) k <<= 1;
	return m <= k
		? [...naiveConsistency(m, entries.slice(0, k), whole), naiveRoot(entries.slice(k))]
		: [...naiveConsistency(m - k, entries.slice(k), false), naiveRoot(entries.slice(0, k))];
}

/** Grown in pieces of these sizes. */
function grow(entries: readonly Uint8Array[], pieces: readonly number[]): Tiles {
	const tiles: Tiles = new Map();
	let size = 0;
	for (const piece of [...pieces, entries.length]) {
		const next = entries.slice(size, size + piece);
		appendLeaves(tiles, size, next.map(leafHash));
		size += next.length;
	}
	return tiles;
}

/** Only what `tilesOnPaths` names. */
function only(tiles: Tiles, indexes: number[], size: number): Tiles {
	return new Map(tilesOnPaths(indexes, size).flatMap((at) => (tiles.has(tileKey(at)) ? [[tileKey(at), tiles.get(tileKey(at)) ?? Buffer.alloc(0)]] : [])));
}

const trees = fc
	.tuple(fc.integer({ min: 1, max: 700 }), fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 6 }), fc.nat(), fc.nat())
	.map(([size, pieces, a, b]) => ({ size, pieces, index: a % size, first: 1 + (b % size) }));

describe('the tree over sealed entries', () => {
	test('the root of any size, grown in any pieces, is that of RFC 6962', () => {
		fc.assert(
			fc.property(trees, ({ size, pieces }) => {
				const entries = Array.from({ length: size }, (_, i) => Buffer.from(`entry ${i}`));
				const tiles = grow(entries, pieces);
				expect(spanHash(only(tiles, [], size), { begin: 0, end: size }).equals(naiveRoot(entries))).toBe(true);
				expect(rootOf(entries.map(leafHash)).equals(naiveRoot(entries))).toBe(true);
			}),
			{ numRuns: 60 },
		);
	});

	test('proofs are those of RFC 6962, are found in the tiles of their paths, and verify', async () => {
		await fc.assert(
			fc.asyncProperty(trees, async ({ size, pieces, index, first }) => {
				const entries = Array.from({ length: size }, (_, i) => Buffer.from(`entry ${i}`));
				const tiles = grow(entries, pieces);
				const root = naiveRoot(entries);
				const proof = inclusionSpans(index, size).map((span) => spanHash(only(tiles, [index], size), span));
				expect(proof).toEqual(naivePath(index, entries));
				const leaf = leafHash(entries[index] ?? Buffer.alloc(0));
				expect(await verifyInclusion(sha256, { leaf, index, size, proof, root })).toBe(true);
				expect(await verifyInclusion(sha256, { leaf: randomBytes(32), index, size, proof, root })).toBe(false);
				if (size > 1) expect(await verifyInclusion(sha256, { leaf, index: (index + 1) % size, size, proof, root })).toBe(false);

				const path = consistencySpans(first, size).map((span) => spanHash(only(tiles, [first - 1, Math.min(first, size - 1)], size), span));
				expect(path).toEqual(naiveConsistency(first, entries));
				const older = { size: first, root: naiveRoot(entries.slice(0, first)) };
				expect(await verifyConsistency(sha256, { first: older, second: { size, root }, proof: path })).toBe(true);
				expect(await verifyConsistency(sha256, { first: { ...older, root: randomBytes(32) }, second: { size, root }, proof: path })).toBe(false);
				expect(await verifyConsistency(sha256, { first: older, second: { size, root: randomBytes(32) }, proof: path })).toBe(false);
			}),
			{ numRuns: 100 },
		);
	});

	test('an older size can still be proven in a tree that has grown since', async () => {
		const entries = Array.from({ length: 600 }, (_, i) => Buffer.from(`${i}`));
		const tiles = grow(entries, []);
		for (const size of [1, 255, 256, 257, 511, 513, 599]) {
			const root = spanHash(only(tiles, [], size), { begin: 0, end: size });
			expect(root.equals(naiveRoot(entries.slice(0, size)))).toBe(true);
		}
	});

	test('what grew beside the tree is refused, not built upon', () => {
		const tiles = grow([Buffer.from('a'), Buffer.from('b')], []);
		expect(() => appendLeaves(tiles, 3, [leafHash(Buffer.from('d'))])).toThrow('tile 0/0 holds 64 bytes, the tree has 3 hashes of its level');
		expect(() => spanHash(tiles, { begin: 2, end: 3 })).toThrow('tile 0/0 has no hash 2');
	});

	test('the hashes of RFC 6962: the empty tree, the empty leaf, a node', () => {
		expect(rootOf([]).toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
		expect(leafHash(Buffer.alloc(0)).toString('hex')).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
	});
});
