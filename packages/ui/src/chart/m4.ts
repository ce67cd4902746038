export interface Points {
	/** Ascending. */
	x: readonly number[];
	y: readonly (number | null)[];
}

/**
 * Draws the same picture with fewer points: per bucket the first, lowest, highest and last point stay, so a spike of one step survives.
 * Source: M4, Jugel et al., VLDB 2014. Keeps at most `4 * buckets` points, in order; gaps (null) at a bucket's edge stay gaps.
 */
export function m4(points: Points, buckets: number): { x: number[]; y: (number | null)[] } {
	const { x, y } = points;
	const first = x[0];
	const last = x.at(-1);
	if (x.length <= buckets * 4 || first === undefined || last === undefined || last === first) return { x: [...x], y: [...y] };
	const keep = new Set<number>();
	const bucketOf = (value: number) => Math.min(buckets - 1, Math.floor(((value - first) / (last - first)) * buckets));
	let start = 0;
	for (let i = 1; i <= x.length; i++) {
		const here = x[i];
		if (here !== undefined && bucketOf(here) === bucketOf(x[start] ?? first)) continue;
		for (const index of extremes(y, start, i)) keep.add(index);
		start = i;
	}
	const order = [...keep].sort((a, b) => a - b);
	return { x: order.map((i) => x[i] ?? 0), y: order.map((i) => y[i] ?? null) };
}

function extremes(y: readonly (number | null)[], from: number, to: number): number[] {
	let low = from;
	let high = from;
	for (let i = from; i < to; i++) {
		const value = y[i];
		if (value === null || value === undefined) continue;
		if (value < (y[low] ?? Number.POSITIVE_INFINITY)) low = i;
		if (value > (y[high] ?? Number.NEGATIVE_INFINITY)) high = i;
	}
	return [from, low, high, to - 1];
}
