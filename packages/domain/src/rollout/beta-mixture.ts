import { logBeta, logBetaTails } from '../statistics/index.ts';

/**
 * ln of the one-sided beta-mixture e-value against "each event is a hit with probability at most `theta0`", after `hits`
 * and `misses` events:
 *
 *   E = integral over theta in (theta0, 1] of theta^hits (1 - theta)^misses d theta
 *       / ((1 - theta0) theta0^hits (1 - theta0)^misses)
 *
 * the likelihood ratio of a uniform mixture of alternatives. While the claim is true E exceeds 1/alpha ever, at any look,
 * with probability at most alpha (Ville's inequality), so one may look as often as one likes. theta0 in 0 .. 1; at 0 any
 * hit is infinite evidence, at 1 there is nothing to find.
 */
export function logBetaMixtureE(theta0: number, hits: number, misses: number): number {
	if (!(theta0 >= 0 && theta0 <= 1)) throw new RangeError(`theta0 must be in 0 .. 1, got ${theta0}`);
	if (theta0 === 1 || hits + misses === 0) return 0;
	if (theta0 === 0) return hits > 0 ? Number.POSITIVE_INFINITY : logBeta(1, misses + 1);
	const { logUpper } = logBetaTails(theta0, hits + 1, misses + 1);
	const logNull = hits * Math.log(theta0) + (misses + 1) * Math.log1p(-theta0);
	return logBeta(hits + 1, misses + 1) + logUpper - logNull;
}

/**
 * A rate that the true error rate lies below at every look with probability at least 1 - alpha: the largest rate that the
 * mirrored e-process has not refuted. 1 without requests. Bisected to 1e-9.
 */
export function upperRateBound(errors: number, requests: number, alpha: number): number {
	return 1 - lowerRateBound(requests - errors, requests, alpha);
}

/** The same from below: the smallest rate that the e-process against "at most this rate" has not refuted. 0 without errors. */
export function lowerRateBound(errors: number, requests: number, alpha: number): number {
	if (errors === 0) return 0;
	const refuted = (rate: number) => logBetaMixtureE(rate, errors, requests - errors) >= -Math.log(alpha);
	let [low, high] = [0, errors / requests];
	while (high - low > 1e-9) {
		const middle = (low + high) / 2;
		if (refuted(middle)) low = middle;
		else high = middle;
	}
	return low;
}
