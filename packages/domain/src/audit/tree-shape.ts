// The shape of the RFC 6962 tree over an organization's sealed entries: which parts of it a proof names. Nothing here hashes.

/** Entries from `begin` up to, not including, `end`, both counted from 0. */
export interface Span {
	begin: number;
	end: number;
}

/** Hashes of one tile: 256, as in C2SP tlog-tiles. A tile of level L holds the roots of 256^L entries each. */
export const TILE_WIDTH = 256;
/** Bytes of a sha256. */
export const HASH_BYTES = 32;

export interface TileAddress {
	level: number;
	index: number;
}

/** The largest power of two below `n`; `n` is at least 2. Where RFC 6962 splits. */
export function splitOf(n: number): number {
	let k = 1;
	while (k * 2 < n) k *= 2;
	return k;
}

/** The spans whose hashes prove that entry `index` is in a tree of `size`, from the leaf up. At most log2(size), rounded up. */
export function inclusionSpans(index: number, size: number): Span[] {
	if (!(index >= 0 && index < size)) throw new RangeError(`entry ${index} is not in a tree of ${size}`);
	const spans: Span[] = [];
	let [begin, end] = [0, size];
	while (end - begin > 1) {
		const middle = begin + splitOf(end - begin);
		if (index < middle) {
			spans.push({ begin: middle, end });
			end = middle;
		} else {
			spans.push({ begin, end: middle });
			begin = middle;
		}
	}
	return spans.reverse();
}

/** The spans whose hashes prove that a tree of `second` entries begins with the tree of its first `first` (RFC 6962, 2.1.2). */
export function consistencySpans(first: number, second: number): Span[] {
	if (!(first > 0 && first <= second)) throw new RangeError(`a tree of ${second} doesn't begin with one of ${first}`);
	const spans: Span[] = [];
	let [begin, end] = [0, second];
	let whole = true;
	while (first !== end) {
		const middle = begin + splitOf(end - begin);
		if (first <= middle) {
			spans.push({ begin: middle, end });
			end = middle;
		} else {
			spans.push({ begin, end: middle });
			begin = middle;
			whole = false;
		}
	}
	if (!whole) spans.push({ begin, end });
	return spans.reverse();
}

/** The tiles that hold the path from each of these entries to the root of a tree of `size`, and the tree's right edge. */
export function tilesOnPaths(indexes: readonly number[], size: number): TileAddress[] {
	const tiles = new Map<string, TileAddress>();
	for (const at of [...indexes, size - 1]) {
		for (let level = 0, index = at; level === 0 || TILE_WIDTH ** level <= size; level++) {
			index = Math.floor(index / TILE_WIDTH);
			tiles.set(`${level}/${index}`, { level, index });
		}
	}
	return [...tiles.values()];
}
