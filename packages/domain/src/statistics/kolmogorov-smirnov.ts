import { valueAt } from './value-at.ts';

/** `statistic`: largest distance of the two distribution functions, 0 .. 1. `pValue`: chance of one as large without a difference. */
export interface TestResult {
	statistic: number;
	pValue: number;
}

/**
 * Two-sample Kolmogorov-Smirnov test of two ascending samples. Asymptotic p-value with Stephens' small-sample term
 * (Stephens 1970; Numerical Recipes 3rd ed., 14.3.3). An empty sample gives statistic 0 and p 1. Ties make it conservative.
 */
export function ksTwoSample(sortedA: ArrayLike<number>, sortedB: ArrayLike<number>): TestResult {
	const [n, m] = [sortedA.length, sortedB.length];
	let [i, j, statistic] = [0, 0, 0];
	while (i < n && j < m) {
		const value = Math.min(valueAt(sortedA, i), valueAt(sortedB, j));
		while (i < n && valueAt(sortedA, i) <= value) i += 1;
		while (j < m && valueAt(sortedB, j) <= value) j += 1;
		statistic = Math.max(statistic, Math.abs(i / n - j / m));
	}
	return { statistic, pValue: ksPValue(statistic, n, m) };
}

/**
 * The same test from counts on the same bins, in order. The statistic is the largest distance at a bin edge, so it is
 * never above the exact one and the p-value never below: binning costs power, not error rate.
 */
export function ksFromBins(countsA: ArrayLike<number>, countsB: ArrayLike<number>): TestResult {
	if (countsA.length !== countsB.length) {
		throw new RangeError(`bins differ: ${countsA.length} against ${countsB.length}`);
	}
	const n = total(countsA);
	const m = total(countsB);
	if (n === 0 || m === 0) return { statistic: 0, pValue: 1 };
	let [sumA, sumB, statistic] = [0, 0, 0];
	for (let bin = 0; bin < countsA.length; bin += 1) {
		sumA += valueAt(countsA, bin);
		sumB += valueAt(countsB, bin);
		statistic = Math.max(statistic, Math.abs(sumA / n - sumB / m));
	}
	return { statistic, pValue: ksPValue(statistic, n, m) };
}

/** P(sup |Brownian bridge| > x), Kolmogorov's limit distribution, from whichever of its two series converges fast. */
export function kolmogorovTail(x: number): number {
	if (x <= 0) return 1;
	if (x < 1.18) {
		const base = Math.exp(-(Math.PI * Math.PI) / (8 * x * x));
		const cdf = (Math.sqrt(2 * Math.PI) / x) * (base + base ** 9 + base ** 25 + base ** 49);
		return Math.max(0, 1 - cdf);
	}
	const base = Math.exp(-2 * x * x);
	return Math.min(1, 2 * (base - base ** 4 + base ** 9 - base ** 16));
}

function ksPValue(statistic: number, n: number, m: number): number {
	if (n === 0 || m === 0) return 1;
	const root = Math.sqrt((n * m) / (n + m));
	return kolmogorovTail((root + 0.12 + 0.11 / root) * statistic);
}

function total(counts: ArrayLike<number>): number {
	let sum = 0;
	for (let index = 0; index < counts.length; index += 1) sum += valueAt(counts, index);
	return sum;
}
