import { quantile, valueAt } from '../statistics/index.ts';
import { driftBinsOf } from './drift-bins.ts';
import {
	type CategoryColumnProfile,
	type ColumnKind,
	type ColumnProfile,
	type NumericColumnProfile,
	PROFILE_HISTOGRAM_BINS,
	PROFILE_LEVELS,
	PROFILE_TOP_VALUES,
	type TimestampColumnProfile,
} from './profile.ts';
import { readNumber, readText, readTimeMs } from './read-value.ts';

/**
 * Profiles one column from its values, in any order. Numbers may come as number, bigint or numeric text; times as Date,
 * ms since the epoch or ISO 8601 text. What can't be read as its kind counts as missing; refusing it is what
 * expectations are for.
 */
export function profileColumn(name: string, kind: ColumnKind, values: ArrayLike<unknown>): ColumnProfile {
	if (kind === 'numeric') return profileNumeric(name, values);
	if (kind === 'timestamp') return profileTimestamp(name, values);
	return profileCategories(name, kind, values);
}

function profileNumeric(name: string, values: ArrayLike<unknown>): NumericColumnProfile {
	const sorted = readSorted(values, readNumber);
	const size = sorted.length;
	const base = { name, kind: 'numeric' as const, count: values.length, missing: values.length - size };
	const bins = { histogram: histogramOf(sorted), driftBins: driftBinsOf(sorted) };
	if (size === 0) {
		return { ...base, distinct: 0, min: null, max: null, mean: null, std: null, quantiles: [], ...bins };
	}
	const mean = sorted.reduce((sum, value) => sum + value, 0) / size;
	const squares = sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0);
	return {
		...base,
		distinct: countDistinct(sorted),
		min: valueAt(sorted, 0),
		max: valueAt(sorted, size - 1),
		mean,
		std: size > 1 ? Math.sqrt(squares / (size - 1)) : null,
		quantiles: PROFILE_LEVELS.map((level) => quantile(sorted, level)),
		...bins,
	};
}

function profileTimestamp(name: string, values: ArrayLike<unknown>): TimestampColumnProfile {
	const sorted = readSorted(values, readTimeMs);
	const size = sorted.length;
	return {
		name,
		kind: 'timestamp',
		count: values.length,
		missing: values.length - size,
		distinct: countDistinct(sorted),
		min: size === 0 ? null : valueAt(sorted, 0),
		max: size === 0 ? null : valueAt(sorted, size - 1),
		histogram: histogramOf(sorted),
	};
}

function profileCategories(name: string, kind: 'text' | 'boolean', values: ArrayLike<unknown>): CategoryColumnProfile {
	const counts = countCategories(values);
	const present = [...counts.values()].reduce((sum, count) => sum + count, 0);
	const ranked = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
	const top = ranked.slice(0, PROFILE_TOP_VALUES).map(([value, count]) => ({ value, count }));
	return {
		name,
		kind,
		count: values.length,
		missing: values.length - present,
		distinct: counts.size,
		top,
		otherCount: present - top.reduce((sum, { count }) => sum + count, 0),
	};
}

/** Rows per value of a category column; missing values are left out. */
export function countCategories(values: ArrayLike<unknown>): Map<string, number> {
	const counts = new Map<string, number>();
	for (let row = 0; row < values.length; row += 1) {
		const value = readText(values[row]);
		if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
	}
	return counts;
}

function readSorted(values: ArrayLike<unknown>, read: (value: unknown) => number | null): Float64Array {
	const kept = new Float64Array(values.length);
	let size = 0;
	for (let row = 0; row < values.length; row += 1) {
		const value = read(values[row]);
		if (value === null) continue;
		kept[size] = value;
		size += 1;
	}
	return kept.subarray(0, size).sort();
}

function countDistinct(sorted: Float64Array): number {
	let distinct = 0;
	for (let row = 0; row < sorted.length; row += 1) {
		if (row === 0 || sorted[row] !== sorted[row - 1]) distinct += 1;
	}
	return distinct;
}

function histogramOf(sorted: Float64Array): { edges: number[]; counts: number[] } {
	if (sorted.length === 0) return { edges: [], counts: [] };
	const [min, max] = [valueAt(sorted, 0), valueAt(sorted, sorted.length - 1)];
	const width = (max - min) / PROFILE_HISTOGRAM_BINS;
	// Also a range too narrow for floating point to divide.
	if (width === 0) return { edges: [min, max], counts: [sorted.length] };
	const counts = new Array<number>(PROFILE_HISTOGRAM_BINS).fill(0);
	for (const value of sorted) {
		const bin = Math.min(PROFILE_HISTOGRAM_BINS - 1, Math.floor((value - min) / width));
		counts[bin] = (counts[bin] ?? 0) + 1;
	}
	const edges = Array.from({ length: PROFILE_HISTOGRAM_BINS }, (_, bin) => min + bin * width);
	return { edges: [...edges, max], counts };
}
