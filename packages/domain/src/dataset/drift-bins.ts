import { quantile, valueAt } from '../statistics/index.ts';
import { type DriftBins, PROFILE_LEVELS } from './profile.ts';

/**
 * Edges for drift tests from a column's quantiles at PROFILE_LEVELS (ascending). A value that holds several quantiles
 * (zero rain, full sight) gets a bin of its own: a second edge a billionth of the range above it.
 */
export function driftEdges(quantiles: readonly number[]): number[] {
	const range = valueAt(quantiles, quantiles.length - 1) - valueAt(quantiles, 0);
	const edges: number[] = [];
	quantiles.forEach((value, index) => {
		const isRepeated = value === quantiles[index - 1];
		const last = edges[edges.length - 1] ?? Number.NEGATIVE_INFINITY;
		const edge = isRepeated ? value + range * 1e-9 : value;
		if (edge > last) edges.push(edge);
	});
	return edges;
}

/** Counts finite `values` into drift bins with these ascending edges: one count more than edges. Others are skipped. */
export function countInDriftBins(values: ArrayLike<number>, edges: readonly number[]): number[] {
	const counts = new Array<number>(edges.length + 1).fill(0);
	for (let index = 0; index < values.length; index += 1) {
		const value = valueAt(values, index);
		if (!Number.isFinite(value)) continue;
		const bin = firstAbove(edges, value);
		counts[bin] = (counts[bin] ?? 0) + 1;
	}
	return counts;
}

/** Drift bins of ascending finite values, on edges made from the values' own quantiles. */
export function driftBinsOf(sorted: ArrayLike<number>): DriftBins {
	if (sorted.length === 0) return { edges: [], counts: [0] };
	const edges = driftEdges(PROFILE_LEVELS.map((level) => quantile(sorted, level)));
	return { edges, counts: countInDriftBins(sorted, edges) };
}

function firstAbove(edges: readonly number[], value: number): number {
	let [low, high] = [0, edges.length];
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (valueAt(edges, middle) <= value) low = middle + 1;
		else high = middle;
	}
	return low;
}
