import { logGamma } from './gamma.ts';

const MAX_ITERATIONS = 100_000;
const PRECISION = 4e-16;
const TINY = 1e-300;

/** ln B(a, b) for a, b > 0. */
export function logBeta(a: number, b: number): number {
	return logGamma(a) + logGamma(b) - logGamma(a + b);
}

/** I_x(a, b), the regularized incomplete beta function: P(Beta(a, b) <= x), for a, b > 0 and x in 0 .. 1. */
export function regularizedBeta(x: number, a: number, b: number): number {
	return Math.exp(logBetaTails(x, a, b).logLower);
}

/**
 * ln P(Beta(a, b) <= x) and ln P(Beta(a, b) > x). Lentz' continued fraction on whichever side converges fast (Press
 * et al., Numerical Recipes 3rd ed., section 6.4), kept in logarithms so that tails of e^-10000 stay exact.
 */
export function logBetaTails(x: number, a: number, b: number): { logLower: number; logUpper: number } {
	if (!(x >= 0 && x <= 1)) throw new RangeError(`x must be in 0 .. 1, got ${x}`);
	if (!(a > 0 && b > 0)) throw new RangeError(`a and b must be above 0, got a=${a}, b=${b}`);
	if (x === 0) return { logLower: Number.NEGATIVE_INFINITY, logUpper: 0 };
	if (x === 1) return { logLower: 0, logUpper: Number.NEGATIVE_INFINITY };
	const logFront = a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b);
	if (x < (a + 1) / (a + b + 2)) {
		const logLower = Math.min(0, logFront + Math.log(continuedFraction(x, a, b) / a));
		return { logLower, logUpper: logOneMinusExp(logLower) };
	}
	const logUpper = Math.min(0, logFront + Math.log(continuedFraction(1 - x, b, a) / b));
	return { logLower: logOneMinusExp(logUpper), logUpper };
}

/** ln(1 - e^x) for x <= 0 without losing digits (Maechler 2012, "Accurately computing log(1 - exp(-|a|))"). */
function logOneMinusExp(x: number): number {
	return x > -Math.LN2 ? Math.log(-Math.expm1(x)) : Math.log1p(-Math.exp(x));
}

function continuedFraction(x: number, a: number, b: number): number {
	let c = 1;
	let d = keepAwayFromZero(1 - ((a + b) * x) / (a + 1));
	d = 1 / d;
	let fraction = d;
	for (let m = 1; m < MAX_ITERATIONS; m += 1) {
		const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
		d = 1 / keepAwayFromZero(1 + even * d);
		c = keepAwayFromZero(1 + even / c);
		fraction *= d * c;
		const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
		d = 1 / keepAwayFromZero(1 + odd * d);
		c = keepAwayFromZero(1 + odd / c);
		fraction *= d * c;
		if (Math.abs(d * c - 1) < PRECISION) break;
	}
	return fraction;
}

function keepAwayFromZero(value: number): number {
	return Math.abs(value) < TINY ? TINY : value;
}
