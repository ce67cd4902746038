/*
 * Rules. A model is calibrated when what it predicts is what happens on average.
 * Of numbers: the slope of actual on predicted is 1 and the mean of predicted - actual is 0.
 * Of probabilities (every actual value is 0 or 1 and every prediction lies in 0 .. 1): the expected calibration error over 15 bins of
 * equal width, the mean distance between predicted and observed share, is 0.
 * Every figure has an interval from whole blocks.
 */
import { valueAt } from '../statistics/index.ts';
import { type BootstrapOptions, bootstrapFigure, DEFAULT_BOOTSTRAP } from './block-bootstrap.ts';
import { indexBlocks } from './group-blocks.ts';

export interface Figure {
	value: number;
	interval: { low: number; high: number } | null;
}

export type CalibrationReport = { rows: number; blocks: number } & (
	| { kind: 'numbers'; slope: Figure; bias: Figure; mae: number }
	| { kind: 'probabilities'; ece: Figure; bins: { from: number; rows: number; predicted: number; observed: number }[] }
);

const BINS = 15;

/** How well predictions are calibrated on rows whose blocks are independent. All columns of one length and finite. */
export function calibrate(
	given: { actual: ArrayLike<number>; predicted: ArrayLike<number>; block: readonly string[] },
	options: Partial<BootstrapOptions> = {},
): CalibrationReport {
	const bootstrap = { ...DEFAULT_BOOTSTRAP, resamples: 1000, ...options };
	const rows = given.actual.length;
	return areProbabilities(given) ? ofProbabilities(given, rows, bootstrap) : ofNumbers(given, rows, bootstrap);
}

function areProbabilities({ actual, predicted }: { actual: ArrayLike<number>; predicted: ArrayLike<number> }): boolean {
	for (let row = 0; row < actual.length; row += 1) {
		const [a, p] = [valueAt(actual, row), valueAt(predicted, row)];
		if ((a !== 0 && a !== 1) || !(p >= 0 && p <= 1)) return false;
	}
	return actual.length > 0;
}

type Given = Parameters<typeof calibrate>[0];

function ofNumbers(given: Given, rows: number, options: BootstrapOptions): CalibrationReport {
	const { actual, predicted } = given;
	// Around the means, so that large values of small spread keep their digits.
	const [a0, p0] = [valueAt(actual, 0), valueAt(predicted, 0)];
	const { sums, total } = sumBlocks(given, 6, (into, row) => {
		const [a, p] = [valueAt(actual, row) - a0, valueAt(predicted, row) - p0];
		const error = valueAt(predicted, row) - valueAt(actual, row);
		for (const [i, value] of [1, a, p, p * p, p * a, error].entries()) into[i] = valueAt(into, i) + value;
	});
	const slopeOf = (t: Float64Array) => {
		const [n, a, p, pp, pa] = [valueAt(t, 0), valueAt(t, 1), valueAt(t, 2), valueAt(t, 3), valueAt(t, 4)];
		const spread = pp - (p * p) / n;
		return spread > 0 ? (pa - (p * a) / n) / spread : 0;
	};
	const biasOf = (t: Float64Array) => valueAt(t, 5) / valueAt(t, 0);
	let absolute = 0;
	for (let row = 0; row < rows; row += 1) absolute += Math.abs(valueAt(predicted, row) - valueAt(actual, row));
	const figure = (of: (t: Float64Array) => number): Figure => ({ value: of(total), interval: bootstrapFigure(sums, of, options) });
	return { kind: 'numbers', rows, blocks: sums.length, slope: figure(slopeOf), bias: figure(biasOf), mae: absolute / rows };
}

function ofProbabilities(given: Given, rows: number, options: BootstrapOptions): CalibrationReport {
	const { actual, predicted } = given;
	const { sums, total } = sumBlocks(given, BINS * 3, (into, row) => {
		const p = valueAt(predicted, row);
		const bin = Math.min(BINS - 1, Math.floor(p * BINS)) * 3;
		for (const [i, value] of [1, p, valueAt(actual, row)].entries()) into[bin + i] = valueAt(into, bin + i) + value;
	});
	const eceOf = (t: Float64Array) => {
		let [distance, count] = [0, 0];
		for (let bin = 0; bin < BINS; bin += 1) {
			count += valueAt(t, bin * 3);
			distance += Math.abs(valueAt(t, bin * 3 + 1) - valueAt(t, bin * 3 + 2));
		}
		return distance / count;
	};
	const bins = Array.from({ length: BINS }, (_, bin) => {
		const n = valueAt(total, bin * 3);
		return { from: bin / BINS, rows: n, predicted: n ? valueAt(total, bin * 3 + 1) / n : 0, observed: n ? valueAt(total, bin * 3 + 2) / n : 0 };
	});
	return {
		kind: 'probabilities',
		rows,
		blocks: sums.length,
		ece: { value: eceOf(total), interval: bootstrapFigure(sums, eceOf, options) },
		bins: bins.filter((bin) => bin.rows > 0),
	};
}

function sumBlocks({ actual, block }: Given, width: number, add: (into: Float64Array, row: number) => void) {
	const { names, ofRow } = indexBlocks(block);
	const sums = names.map(() => new Float64Array(width));
	for (let row = 0; row < actual.length; row += 1) {
		const into = sums[valueAt(ofRow, row)];
		if (into) add(into, row);
	}
	const total = new Float64Array(width);
	for (const one of sums) for (let i = 0; i < width; i += 1) total[i] = valueAt(total, i) + valueAt(one, i);
	return { sums, total };
}
