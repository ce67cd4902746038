/*
 * Rules. A slice is the rows that share one value of a declared column.
 * Looking at many slices finds differences that aren't there, so the judged slices share one error rate (Bonferroni).
 * A slice with fewer than ten blocks is shown with its figures and not judged; it takes no part of the error rate.
 * Which slices are judged depends on their size alone, never on their result.
 * A column's slices are its most frequent values, at most MAX_SLICES_PER_COLUMN; how many were left out is said.
 */
import { blockError, type BlockSums, type BootstrapOptions, blockBootstrap, resamplesFor } from './block-bootstrap.ts';
import type { ComparisonReport, SliceComparison } from './comparison-report.ts';
import { errorMetrics } from './error-metrics.ts';
import { type BlockIndex, sumByBlock } from './group-blocks.ts';
import { MIN_BLOCKS, verdictOf } from './verdict.ts';

export const MAX_SLICES_PER_COLUMN = 50;

interface ScoredRows {
	actual: ArrayLike<number>;
	candidate: ArrayLike<number>;
	baseline: ArrayLike<number>;
	/** Per row |candidate error| - |baseline error|. */
	errorDelta: Float64Array;
	blocks: BlockIndex;
}

interface Slice {
	column: string;
	value: string;
	rows: number[];
	sums: BlockSums;
}

/** The comparison per slice: columns in the order given, each column's largest slices first, ties by value. */
export function compareSlices(scored: ScoredRows, columns: Readonly<Record<string, readonly string[]>>, options: BootstrapOptions): ComparisonReport['slices'] {
	const omitted: Record<string, number> = {};
	const slices = Object.entries(columns).flatMap(([column, values]) => {
		const ranked = [...rowsByValue(values)].sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1));
		if (ranked.length > MAX_SLICES_PER_COLUMN) omitted[column] = ranked.length - MAX_SLICES_PER_COLUMN;
		return ranked.slice(0, MAX_SLICES_PER_COLUMN).map(
			([value, rows]): Slice => ({
				column,
				value,
				rows,
				sums: sumByBlock(scored.errorDelta, scored.blocks, rows),
			}),
		);
	});
	const judged = slices.filter(isJudged).length;
	const confidence = 1 - (1 - options.confidence) / Math.max(1, judged);
	const bootstrap = { ...options, confidence, resamples: resamplesFor(confidence, options.resamples) };
	return {
		adjustment: 'bonferroni',
		familyConfidence: options.confidence,
		confidence,
		judged,
		omitted,
		rows: slices.map((slice) => compareSlice(slice, scored, bootstrap)),
	};
}

function compareSlice(slice: Slice, scored: ScoredRows, options: BootstrapOptions): SliceComparison {
	const { column, value, rows, sums } = slice;
	const interval = isJudged(slice) ? blockBootstrap(sums, options) : null;
	const baselineMae = errorMetrics(scored.actual, scored.baseline, rows).mae;
	const candidateMae = errorMetrics(scored.actual, scored.candidate, rows).mae;
	return {
		column,
		value,
		rows: rows.length,
		blocks: sums.sums.length,
		baselineMae,
		candidateMae,
		delta: candidateMae - baselineMae,
		interval,
		standardError: interval && blockError(sums),
		verdict: verdictOf(interval, sums.sums.length),
	};
}

function isJudged(slice: Slice): boolean {
	return slice.sums.sums.length >= MIN_BLOCKS;
}

function rowsByValue(values: readonly string[]): Map<string, number[]> {
	const found = new Map<string, number[]>();
	values.forEach((value, row) => {
		const rows = found.get(value);
		if (rows === undefined) found.set(value, [row]);
		else rows.push(row);
	});
	return found;
}
