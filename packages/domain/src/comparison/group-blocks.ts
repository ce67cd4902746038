import { valueAt } from '../statistics/index.ts';
import type { BlockSums } from './block-bootstrap.ts';

/** Rows' blocks as numbers 0 .. names.length - 1; names sorted, so that the order of rows doesn't matter. */
export interface BlockIndex {
	names: readonly string[];
	ofRow: Uint32Array;
}

export function indexBlocks(block: readonly string[]): BlockIndex {
	const names = [...new Set(block)].sort();
	const numbers = new Map(names.map((name, number) => [name, number]));
	return { names, ofRow: Uint32Array.from(block, (name) => numbers.get(name) ?? 0) };
}

/** Sums `values` by block over `rows` (row numbers; all rows when left out); blocks without a row are left out. */
export function sumByBlock(values: ArrayLike<number>, blocks: BlockIndex, rows?: readonly number[]): BlockSums {
	const sums = new Float64Array(blocks.names.length);
	const counts = new Float64Array(blocks.names.length);
	const add = (row: number) => {
		const block = valueAt(blocks.ofRow, row);
		sums[block] = valueAt(sums, block) + valueAt(values, row);
		counts[block] = valueAt(counts, block) + 1;
	};
	if (rows === undefined) for (let row = 0; row < values.length; row += 1) add(row);
	else for (const row of rows) add(row);
	const present = counts.findIndex((count) => count === 0) < 0;
	if (present) return { sums, rows: counts };
	return { sums: sums.filter((_, block) => valueAt(counts, block) > 0), rows: counts.filter((count) => count > 0) };
}
