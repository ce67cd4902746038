import { regularizedBeta } from './beta.ts';
import { regularizedGammaUpper } from './gamma.ts';

/** P(chi-square with `degreesOfFreedom` > statistic) = Q(df / 2, statistic / 2). Both must be >= 0, df > 0. */
export function chiSquareTail(statistic: number, degreesOfFreedom: number): number {
	return regularizedGammaUpper(degreesOfFreedom / 2, statistic / 2);
}

/** Phi(z), the standard normal distribution function, through erfc(x) = Q(1/2, x^2); exact in both tails. */
export function normalCdf(z: number): number {
	const tail = regularizedGammaUpper(0.5, (z * z) / 2) / 2;
	return z < 0 ? tail : 1 - tail;
}

/** P(T > t) for Student's t with `degreesOfFreedom` > 0 and t >= 0: I_{df/(df+t^2)}(df/2, 1/2) / 2. */
export function studentTTail(t: number, degreesOfFreedom: number): number {
	return regularizedBeta(degreesOfFreedom / (degreesOfFreedom + t * t), degreesOfFreedom / 2, 0.5) / 2;
}

/** The t above which a share `tail` (0 < tail <= 0.5) of Student's t lies, by bisection to 1e-12 relative. */
export function studentTQuantile(tail: number, degreesOfFreedom: number): number {
	if (!(tail > 0 && tail <= 0.5)) throw new RangeError(`tail must be in (0, 0.5], got ${tail}`);
	let low = 0;
	let high = 1;
	while (studentTTail(high, degreesOfFreedom) > tail) high *= 2;
	while (high - low > 1e-12 * high) {
		const middle = (low + high) / 2;
		if (middle === low || middle === high) break;
		if (studentTTail(middle, degreesOfFreedom) > tail) low = middle;
		else high = middle;
	}
	return (low + high) / 2;
}
