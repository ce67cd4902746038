import { quantile, valueAt } from '../statistics/index.ts';

/** Rows in at most ten groups by a value: by its tenths, equal values together, so that the order of rows doesn't matter. */
export interface Tenths {
	/** Per group its smallest and largest value and how many rows it has; in rising order, without empty groups. */
	groups: { from: number; to: number; rows: number }[];
	/** Each row's group. */
	ofRow: Uint8Array;
}

/** Groups rows by the tenths of `values`, all of them finite. Fewer than ten groups where many rows share a value. */
export function tenthsOf(values: ArrayLike<number>): Tenths {
	const sorted = Float64Array.from(values).sort();
	const edges = [...new Set([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9].map((share) => quantile(sorted, share)))];
	const found = Array.from({ length: edges.length + 1 }, () => ({ from: Number.POSITIVE_INFINITY, to: Number.NEGATIVE_INFINITY, rows: 0 }));
	const ofRow = new Uint8Array(values.length);
	for (let row = 0; row < values.length; row += 1) {
		const value = valueAt(values, row);
		const at = edges.findIndex((edge) => value <= edge);
		const number = at === -1 ? edges.length : at;
		const group = found[number];
		if (!group) continue;
		ofRow[row] = number;
		group.rows += 1;
		group.from = Math.min(group.from, value);
		group.to = Math.max(group.to, value);
	}
	const kept = found.flatMap((group, number) => (group.rows > 0 ? [number] : []));
	const renumbered = new Map(kept.map((number, at) => [number, at]));
	return { groups: kept.flatMap((number) => found[number] ?? []), ofRow: ofRow.map((number) => renumbered.get(number) ?? 0) };
}
