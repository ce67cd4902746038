import { chiSquareTail } from './distributions.ts';

/** Cells with a smaller expected count make the chi-square approximation unsafe (Cochran 1954). */
const MIN_EXPECTED = 5;

/** `categories`: how many were left after rare ones were pooled. `pooled`: how many went into the pool. */
export interface ChiSquareResult {
	statistic: number;
	degreesOfFreedom: number;
	pValue: number;
	categories: number;
	pooled: number;
}

/**
 * Two-sample chi-square test of homogeneity: both samples are random, so it keeps its error rate where a one-sample test
 * against the reference would not. Categories whose expected count is below 5 in either sample are pooled; a pool still
 * too small joins the smallest category. Counts are aligned by index. With one category left, or no rows, p is 1.
 */
export function chiSquareTwoSample(countsA: readonly number[], countsB: readonly number[]): ChiSquareResult {
	if (countsA.length !== countsB.length) {
		throw new RangeError(`categories differ: ${countsA.length} against ${countsB.length}`);
	}
	const n = countsA.reduce((sum, count) => sum + count, 0);
	const m = countsB.reduce((sum, count) => sum + count, 0);
	const seen = countsA.map((a, index) => ({ a, b: countsB[index] ?? 0 })).filter(({ a, b }) => a + b > 0);
	const { cells, pooled } = poolRare(seen, Math.min(n, m) / (n + m));
	if (n === 0 || m === 0 || cells.length < 2) {
		return { statistic: 0, degreesOfFreedom: 0, pValue: 1, categories: cells.length, pooled };
	}
	let statistic = 0;
	for (const { a, b } of cells) {
		const expectedA = ((a + b) * n) / (n + m);
		const expectedB = ((a + b) * m) / (n + m);
		statistic += (a - expectedA) ** 2 / expectedA + (b - expectedB) ** 2 / expectedB;
	}
	const degreesOfFreedom = cells.length - 1;
	return {
		statistic,
		degreesOfFreedom,
		pValue: chiSquareTail(statistic, degreesOfFreedom),
		categories: cells.length,
		pooled,
	};
}

interface Cell {
	a: number;
	b: number;
}

function poolRare(cells: readonly Cell[], smallerShare: number): { cells: Cell[]; pooled: number } {
	const isRare = (cell: Cell) => (cell.a + cell.b) * smallerShare < MIN_EXPECTED;
	const rare = cells.filter(isRare);
	const kept = cells.filter((cell) => !isRare(cell)).sort((x, y) => x.a + x.b - (y.a + y.b));
	if (rare.length === 0) return { cells: kept, pooled: 0 };
	const pool = rare.reduce((sum, cell) => ({ a: sum.a + cell.a, b: sum.b + cell.b }), { a: 0, b: 0 });
	const [smallest, ...others] = kept;
	if (isRare(pool) && smallest !== undefined) {
		return { cells: [{ a: smallest.a + pool.a, b: smallest.b + pool.b }, ...others], pooled: rare.length };
	}
	return { cells: [pool, ...kept], pooled: rare.length };
}
