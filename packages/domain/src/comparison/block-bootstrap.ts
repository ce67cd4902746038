import { normalCdf, quantile, seededRandom, studentTQuantile, valueAt } from '../statistics/index.ts';

/** `resamples` at least 100; `seed` any integer; `confidence` 0 .. 1, two-sided. */
export interface BootstrapOptions {
	resamples: number;
	seed: number;
	confidence: number;
}
export const DEFAULT_BOOTSTRAP: BootstrapOptions = { resamples: 2000, seed: 0, confidence: 0.95 };

/** What a block contributes to a mean: the sum of its rows' values and how many rows it has. Same length, same order. */
export interface BlockSums {
	sums: ArrayLike<number>;
	rows: ArrayLike<number>;
}

/**
 * Interval for a mean over rows whose blocks are independent but whose rows within a block are not: whole blocks are drawn
 * with replacement, as many as there are, and each draw's mean is (sum of sums) / (sum of rows). The ends are percentiles
 * of those means, taken a little further out because few blocks make percentile intervals too narrow: instead of a/2 at
 * Phi(-sqrt(B / (B - 1)) t(a/2, B - 1)) (Hesterberg 2015, "What Teachers Should Know About the Bootstrap", section 4.4;
 * about 6 % wider at 30 blocks, nothing at 1,000). O(blocks x resamples). null below two blocks: nothing can be said.
 */
export function blockBootstrap({ sums, rows }: BlockSums, options: BootstrapOptions): { low: number; high: number } | null {
	const blocks = sums.length;
	if (blocks < 2) return null;
	const random = seededRandom(options.seed);
	const means = new Float64Array(options.resamples);
	for (let resample = 0; resample < options.resamples; resample += 1) {
		let [sum, drawnRows] = [0, 0];
		for (let draw = 0; draw < blocks; draw += 1) {
			const block = random.nextInt(blocks);
			sum += valueAt(sums, block);
			drawnRows += valueAt(rows, block);
		}
		means[resample] = sum / drawnRows;
	}
	means.sort();
	const tail = widenedTail((1 - options.confidence) / 2, blocks);
	return { low: quantile(means, tail), high: quantile(means, 1 - tail) };
}

/** What whole blocks drawn with replacement say of a figure made of sums: `sums` holds per block the sums the figure is made of. null below two blocks. */
export function bootstrapFigure(
	sums: readonly Float64Array[],
	figureOf: (total: Float64Array) => number,
	options: BootstrapOptions,
): { low: number; high: number } | null {
	const blocks = sums.length;
	const [first] = sums;
	if (blocks < 2 || !first) return null;
	const random = seededRandom(options.seed);
	const figures = new Float64Array(options.resamples);
	const total = new Float64Array(first.length);
	for (let resample = 0; resample < options.resamples; resample += 1) {
		total.fill(0);
		for (let draw = 0; draw < blocks; draw += 1) {
			const block = sums[random.nextInt(blocks)] ?? first;
			for (let i = 0; i < total.length; i += 1) total[i] = valueAt(total, i) + valueAt(block, i);
		}
		figures[resample] = figureOf(total);
	}
	figures.sort();
	const tail = widenedTail((1 - options.confidence) / 2, blocks);
	return { low: quantile(figures, tail), high: quantile(figures, 1 - tail) };
}

/** Standard error of a mean over rows whose blocks are independent: the linearized error of (sum of sums) / (sum of rows). NaN below two blocks. */
export function blockError({ sums, rows }: BlockSums): number {
	const blocks = sums.length;
	if (blocks < 2) return Number.NaN;
	let [sum, count] = [0, 0];
	for (let block = 0; block < blocks; block += 1) {
		sum += valueAt(sums, block);
		count += valueAt(rows, block);
	}
	const mean = sum / count;
	let squares = 0;
	for (let block = 0; block < blocks; block += 1) squares += (valueAt(sums, block) - mean * valueAt(rows, block)) ** 2;
	return Math.sqrt((blocks / (blocks - 1)) * squares) / count;
}

/** The tail that makes a percentile interval as wide as Student's t with `blocks - 1` degrees of freedom would. */
function widenedTail(tail: number, blocks: number): number {
	return normalCdf(-Math.sqrt(blocks / (blocks - 1)) * studentTQuantile(tail, blocks - 1));
}

/** How many resamples put about ten of them beyond an interval's end at this confidence, between `least` and 20,000. */
export function resamplesFor(confidence: number, least: number): number {
	return Math.max(least, Math.min(20_000, Math.round(20 / (1 - confidence))));
}
