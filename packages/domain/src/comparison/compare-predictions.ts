import { DomainError } from '../error/index.ts';
import { formatCount, formatFigure, formatShare, formatSigned, valueAt } from '../statistics/index.ts';
import { type BootstrapOptions, blockBootstrap, DEFAULT_BOOTSTRAP } from './block-bootstrap.ts';
import { compareSlices } from './compare-slices.ts';
import type { ComparisonReport, ComparisonVerdict, MetricComparison } from './comparison-report.ts';
import { type ErrorMetrics, errorMetrics } from './error-metrics.ts';
import { indexBlocks, sumByBlock } from './group-blocks.ts';
import { MIN_BLOCKS, verdictOf } from './verdict.ts';

/** Held-out rows by column, all of one length. Predictions and `actual` in the target's unit, all finite. */
export interface ComparisonInput {
	actual: ArrayLike<number>;
	candidate: ArrayLike<number>;
	/** What serves now, scored on the same rows; null or absent for a first version. */
	champion?: ArrayLike<number> | null;
	/** A column used as the prediction ("arrives as late as it left"); needed when there is no champion. */
	naive?: ArrayLike<number> | null;
	/** Each row's block: rows that share their luck, such as the flights of one day. */
	block: readonly string[];
	/** Per slice column each row's value. */
	slices?: Readonly<Record<string, readonly string[]>>;
}

/**
 * Compares a candidate with the champion, or without one with the naive column, on the same held-out rows: MAE, RMSE and
 * bias, the block-bootstrap interval of the difference of mean absolute error with its verdict, and the same per slice
 * with Bonferroni-adjusted intervals. Deterministic for a seed and independent of row order. Throws DomainError `invalid`
 * for no rows, columns of different lengths, a value that isn't finite (names column and row) or no baseline.
 */
export function comparePredictions(input: ComparisonInput, options: Partial<BootstrapOptions> = {}): ComparisonReport {
	const { actual, candidate, block } = input;
	const { name: baseline, values: baselineValues } = pickBaseline(input);
	requireColumns(input);
	const bootstrap = { ...DEFAULT_BOOTSTRAP, ...options };
	const blocks = indexBlocks(block);
	const errorDelta = Float64Array.from(
		{ length: actual.length },
		(_, row) => Math.abs(valueAt(candidate, row) - valueAt(actual, row)) - Math.abs(valueAt(baselineValues, row) - valueAt(actual, row)),
	);
	const interval = blockBootstrap(sumByBlock(errorDelta, blocks), bootstrap);
	const verdict = verdictOf(interval, blocks.names.length);
	const [before, after] = [errorMetrics(actual, baselineValues), errorMetrics(actual, candidate)];
	const report: Omit<ComparisonReport, 'sentence'> = {
		baseline,
		rows: actual.length,
		blocks: blocks.names.length,
		metrics: compareMetrics(before, after),
		naive: input.naive ? errorMetrics(actual, input.naive) : null,
		difference: { delta: after.mae - before.mae, interval, ...bootstrap },
		verdict,
		slices: compareSlices({ actual, candidate, baseline: baselineValues, errorDelta, blocks }, input.slices ?? {}, bootstrap),
	};
	return { ...report, sentence: sentenceOf(report) };
}

function pickBaseline({ champion, naive }: ComparisonInput): {
	name: ComparisonReport['baseline'];
	values: ArrayLike<number>;
} {
	if (champion) return { name: 'champion', values: champion };
	if (naive) return { name: 'naive', values: naive };
	throw new DomainError('invalid', 'champion: a comparison needs the predictions of a champion or a naive column', {
		field: 'champion',
	});
}

function requireColumns(input: ComparisonInput): void {
	const rows = input.actual.length;
	if (rows === 0) throw new DomainError('invalid', 'actual: a comparison needs at least 1 row', { field: 'actual', value: 0 });
	const { actual, candidate, champion, naive, block, slices } = input;
	const lengths = { candidate, champion, naive, block, ...slices };
	for (const [field, column] of Object.entries(lengths)) {
		if (column && column.length !== rows) {
			const limit = `${rows} rows, as in actual`;
			throw new DomainError('invalid', `${field}: has ${column.length} rows, must have ${limit}`, {
				field,
				value: column.length,
				limit,
			});
		}
	}
	for (const [field, column] of Object.entries({ actual, candidate, champion, naive })) {
		for (let row = 0; column && row < rows; row += 1) {
			const value = column[row];
			if (Number.isFinite(value)) continue;
			const limit = 'a finite number';
			throw new DomainError('invalid', `${field}: row ${row} is ${value}, must be ${limit}`, { field, value, limit });
		}
	}
}

function compareMetrics(baseline: ErrorMetrics, candidate: ErrorMetrics): MetricComparison[] {
	return (['mae', 'rmse', 'bias'] as const).map((name) => {
		const closer = Math.abs(candidate[name]) - Math.abs(baseline[name]);
		return {
			name,
			baseline: baseline[name],
			candidate: candidate[name],
			delta: candidate[name] - baseline[name],
			improved: closer === 0 ? null : closer < 0,
		};
	});
}

const CLAIM: Record<ComparisonVerdict, string> = {
	better: 'The candidate is shown better than',
	worse: 'The candidate is shown worse than',
	inconclusive: 'The candidate is not shown to differ from',
};

function sentenceOf(report: Omit<ComparisonReport, 'sentence'>): string {
	const { difference, rows, blocks, verdict, baseline } = report;
	const rival = baseline === 'champion' ? 'the champion' : 'the naive rule';
	const mae = report.metrics.find((metric) => metric.name === 'mae');
	const figures = mae === undefined ? '' : `mean absolute error ${formatFigure(mae.candidate)} against ${formatFigure(mae.baseline)}, `;
	const size = `${formatCount(rows)} rows in ${formatCount(blocks)} blocks`;
	if (difference.interval === null || blocks < MIN_BLOCKS) {
		return `${CLAIM[verdict]} ${rival}: ${figures}${size}, fewer than the ${MIN_BLOCKS} blocks that a conclusion needs.`;
	}
	const { low, high } = difference.interval;
	const range = `${formatShare(difference.confidence)} interval ${formatSigned(low)} to ${formatSigned(high)}`;
	return `${CLAIM[verdict]} ${rival}: ${figures}difference ${formatSigned(difference.delta)}, ${range}, over ${size}.`;
}
