import { z } from 'zod';
import { type CategoryColumnProfile, countCategories, countInDriftBins, type DatasetProfile, type NumericColumnProfile, readNumber } from '../dataset/index.ts';
import { valueAt } from '../statistics/index.ts';

const count = z.int().nonnegative();

const columnBase = { name: z.string(), count, missing: count };

/**
 * A window's rows, counted in the reference's own bins and categories, so that no raw rows are needed to judge it and two
 * windows are merged by adding. `driftCounts` as the reference's `driftBins.counts`; `histogramCounts` as its
 * `histogram.counts`, values outside in the outermost bins; `counts` as its `top`, everything else in `otherCount`.
 */
export const windowColumnSchema = z.discriminatedUnion('kind', [
	z.object({
		...columnBase,
		kind: z.literal('numeric'),
		mean: z.number().nullable(),
		driftCounts: z.array(count),
		histogramCounts: z.array(count),
	}),
	z.object({ ...columnBase, kind: z.literal('category'), counts: z.array(count), otherCount: count }),
]);
export type WindowColumn = z.infer<typeof windowColumnSchema>;

export const windowProfileSchema = z.object({ rows: count, columns: z.array(windowColumnSchema) });
export type WindowProfile = z.infer<typeof windowProfileSchema>;

/**
 * Counts a window's columns (values in any order, as logged) by the reference profile. Columns that the reference lacks,
 * and timestamps, which always move, are left out; a reference column that isn't given is left out too.
 */
export function profileWindow(reference: DatasetProfile, columns: Readonly<Record<string, ArrayLike<unknown>>>): WindowProfile {
	const rows = Object.values(columns).reduce((most, values) => Math.max(most, values.length), 0);
	const counted = reference.columns.flatMap((column): WindowColumn[] => {
		const values = Object.hasOwn(columns, column.name) ? columns[column.name] : undefined;
		if (values === undefined || column.kind === 'timestamp') return [];
		return [column.kind === 'numeric' ? countNumeric(column, values) : countCategory(column, values)];
	});
	return { rows, columns: counted };
}

function countNumeric(reference: NumericColumnProfile, values: ArrayLike<unknown>): WindowColumn {
	const numbers: number[] = [];
	let sum = 0;
	for (let row = 0; row < values.length; row += 1) {
		const number = readNumber(values[row]);
		if (number === null) continue;
		numbers.push(number);
		sum += number;
	}
	return {
		name: reference.name,
		kind: 'numeric',
		count: values.length,
		missing: values.length - numbers.length,
		mean: numbers.length === 0 ? null : sum / numbers.length,
		driftCounts: countInDriftBins(numbers, reference.driftBins.edges),
		histogramCounts: countInHistogram(numbers, reference.histogram),
	};
}

function countCategory(reference: CategoryColumnProfile, values: ArrayLike<unknown>): WindowColumn {
	const found = countCategories(values);
	const counts = reference.top.map(({ value }) => found.get(value) ?? 0);
	const present = [...found.values()].reduce((sum, rows) => sum + rows, 0);
	return {
		name: reference.name,
		kind: 'category',
		count: values.length,
		missing: values.length - present,
		counts,
		otherCount: present - counts.reduce((sum, rows) => sum + rows, 0),
	};
}

function countInHistogram(numbers: readonly number[], histogram: NumericColumnProfile['histogram']): number[] {
	const bins = histogram.counts.length;
	const counts = new Array<number>(bins).fill(0);
	if (bins === 0) return counts;
	const min = valueAt(histogram.edges, 0);
	const width = (valueAt(histogram.edges, bins) - min) / bins;
	for (const number of numbers) {
		const bin = width === 0 ? 0 : Math.max(0, Math.min(bins - 1, Math.floor((number - min) / width)));
		counts[bin] = (counts[bin] ?? 0) + 1;
	}
	return counts;
}
