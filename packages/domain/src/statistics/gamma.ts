import { valueAt } from './value-at.ts';

const LANCZOS_G = 7;
const LANCZOS = [
	0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905, -0.13857109526572012,
	9.9843695780195716e-6, 1.5056327351493116e-7,
] as const;
const MAX_ITERATIONS = 100_000;
const PRECISION = 1e-16;
const TINY = 1e-300;

/** ln Gamma(x) for x > 0: Lanczos' approximation with g = 7 and 9 terms (Godfrey 2001), about 15 digits. */
export function logGamma(x: number): number {
	if (!(x > 0)) throw new RangeError(`logGamma needs x > 0, got ${x}`);
	if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
	const shifted = x - 1;
	let series: number = LANCZOS[0];
	for (let term = 1; term < LANCZOS.length; term += 1) series += valueAt(LANCZOS, term) / (shifted + term);
	const top = shifted + LANCZOS_G + 0.5;
	return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(top) - top + Math.log(series);
}

/**
 * Q(a, x), the regularized upper incomplete gamma function, for a > 0 and x >= 0: series below a + 1, Lentz'
 * continued fraction above (Press et al., Numerical Recipes 3rd ed., section 6.2).
 */
export function regularizedGammaUpper(a: number, x: number): number {
	if (!(a > 0) || !(x >= 0)) throw new RangeError(`regularizedGammaUpper needs a > 0 and x >= 0, got a=${a}, x=${x}`);
	if (x === 0) return 1;
	if (x === Number.POSITIVE_INFINITY) return 0;
	const front = Math.exp(a * Math.log(x) - x - logGamma(a));
	return x < a + 1 ? Math.max(0, 1 - front * lowerSeries(a, x)) : front * upperFraction(a, x);
}

function lowerSeries(a: number, x: number): number {
	let term = 1 / a;
	let sum = term;
	for (let n = 1; n < MAX_ITERATIONS; n += 1) {
		term *= x / (a + n);
		sum += term;
		if (term < sum * PRECISION) break;
	}
	return sum;
}

function upperFraction(a: number, x: number): number {
	let b = x + 1 - a;
	let c = 1 / TINY;
	let d = 1 / b;
	let fraction = d;
	for (let n = 1; n < MAX_ITERATIONS; n += 1) {
		const step = -n * (n - a);
		b += 2;
		d = step * d + b;
		if (Math.abs(d) < TINY) d = TINY;
		c = b + step / c;
		if (Math.abs(c) < TINY) c = TINY;
		d = 1 / d;
		const factor = d * c;
		fraction *= factor;
		if (Math.abs(factor - 1) < PRECISION * 4) break;
	}
	return fraction;
}
