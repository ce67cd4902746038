import { quantile, valueAt } from '../statistics/index.ts';
import { tenthsOf } from './tenths.ts';

/** Predictions of both sides on the same held-out rows, all finite and of one length. */
export interface ScoredPair {
	actual: ArrayLike<number>;
	baseline: ArrayLike<number>;
	candidate: ArrayLike<number>;
}

/** Rows that were given alike predictions: what was predicted on average, and what came. */
export interface ReliabilityPoint {
	rows: number;
	predicted: number;
	actual: number;
}

/** Where two regressions err, in the target's unit. */
export interface ErrorCurves {
	task: 'regression';
	/** Rows per bin of predicted - actual, the same bins for both; what lies outside counts to the first or last. `edges`: one more than bins. */
	residuals: { edges: number[]; baseline: number[]; candidate: number[] };
	/** Per tenth of a side's own predictions. */
	reliability: { baseline: ReliabilityPoint[]; candidate: ReliabilityPoint[] };
	/** Mean absolute error of both per tenth of what really came. */
	errorByActual: { from: number; to: number; rows: number; baseline: number; candidate: number }[];
}

const BINS = 40;

/** Histogram of residuals, predicted against actual, and the error by size of the target.. */
export function errorCurves({ actual, baseline, candidate }: ScoredPair): ErrorCurves {
	const residuals = (predicted: ArrayLike<number>) => Float64Array.from({ length: actual.length }, (_, row) => valueAt(predicted, row) - valueAt(actual, row));
	const [before, after] = [residuals(baseline), residuals(candidate)];
	const reach = roundUp(Math.max(reachOf(before), reachOf(after)));
	const edges = Array.from({ length: BINS + 1 }, (_, i) => -reach + (2 * reach * i) / BINS);
	return {
		task: 'regression',
		residuals: { edges, baseline: countInBins(before, reach), candidate: countInBins(after, reach) },
		reliability: { baseline: reliabilityOf(actual, baseline), candidate: reliabilityOf(actual, candidate) },
		errorByActual: errorByActual(actual, before, after),
	};
}

/** How far 99 of 100 residuals reach from zero. */
function reachOf(residuals: Float64Array): number {
	return quantile(residuals.map(Math.abs).sort(), 0.99);
}

/** Up to the next 1, 2 or 5 of its power of ten; 1 for zero. */
function roundUp(value: number): number {
	if (value <= 0) return 1;
	const power = 10 ** Math.floor(Math.log10(value));
	return ([1, 2, 5, 10].find((step) => step * power >= value) ?? 10) * power;
}

function countInBins(residuals: Float64Array, reach: number): number[] {
	const counts = new Array<number>(BINS).fill(0);
	for (const residual of residuals) {
		const bin = Math.min(BINS - 1, Math.max(0, Math.floor(((residual + reach) / (2 * reach)) * BINS)));
		counts[bin] = (counts[bin] ?? 0) + 1;
	}
	return counts;
}

function reliabilityOf(actual: ArrayLike<number>, predicted: ArrayLike<number>): ReliabilityPoint[] {
	const { groups, ofRow } = tenthsOf(predicted);
	return meansOf(
		groups.map(({ rows }) => rows),
		ofRow,
		predicted,
		actual,
	).map(({ rows, first, second }) => ({ rows, predicted: first, actual: second }));
}

function errorByActual(actual: ArrayLike<number>, before: Float64Array, after: Float64Array): ErrorCurves['errorByActual'] {
	const { groups, ofRow } = tenthsOf(actual);
	const means = meansOf(
		groups.map(({ rows }) => rows),
		ofRow,
		before.map(Math.abs),
		after.map(Math.abs),
	);
	return groups.map((group, at) => ({ ...group, baseline: means[at]?.first ?? 0, candidate: means[at]?.second ?? 0 }));
}

/** Means of two columns per group of rows. */
export function meansOf(sizes: readonly number[], ofRow: ArrayLike<number>, first: ArrayLike<number>, second: ArrayLike<number>) {
	const sums = sizes.map((rows) => ({ rows, first: 0, second: 0 }));
	for (let row = 0; row < ofRow.length; row += 1) {
		const sum = sums[valueAt(ofRow, row)];
		if (!sum) continue;
		sum.first += valueAt(first, row);
		sum.second += valueAt(second, row);
	}
	return sums.map((sum) => ({ rows: sum.rows, first: sum.first / sum.rows, second: sum.second / sum.rows }));
}
