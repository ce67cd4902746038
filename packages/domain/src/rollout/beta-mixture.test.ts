import { describe, expect, test } from 'vitest';
import { seededRandom } from '../statistics/index.ts';
import { logBetaMixtureE, lowerRateBound, upperRateBound } from './beta-mixture.ts';

describe('beta-mixture e-value', () => {
	/** Expected values: the integral in mpmath with 40 digits. */
	test.each([
		[0.1, 6, 5, 5.82715192944442],
		[0.1, 0, 30, -3.43398720448515],
		[0.5, 3, 3, -0.782759339249632],
		[0.02, 8, 52, 6.59331598020841],
		[0.25, 200, 300, 24.4419486081966],
		[0.9, 5, 400, -5.99257887911334],
	])('theta0 %d after %d hits, %d misses', (theta0, hits, misses, expected) => {
		expect(logBetaMixtureE(theta0, hits, misses)).toBeCloseTo(expected, 7);
	});

	test('is 1 before any event and where there is nothing to find', () => {
		expect(logBetaMixtureE(0.3, 0, 0)).toBe(0);
		expect(logBetaMixtureE(1, 9, 0)).toBe(0);
		expect(logBetaMixtureE(0, 1, 5)).toBe(Number.POSITIVE_INFINITY);
		expect(() => logBetaMixtureE(1.1, 1, 1)).toThrow(RangeError);
	});

	test('has mean 1 while the claim is true: summed over every outcome of 40 events', () => {
		for (const theta0 of [0.02, 0.1, 0.5, 0.9]) {
			let mean = 0;
			let coefficient = 1;
			for (let hits = 0; hits <= 40; hits += 1) {
				const probability = coefficient * theta0 ** hits * (1 - theta0) ** (40 - hits);
				mean += probability * Math.exp(logBetaMixtureE(theta0, hits, 40 - hits));
				coefficient *= (40 - hits) / (hits + 1);
			}
			expect(mean).toBeCloseTo(1, 9);
		}
	});
});

describe('rate bounds', () => {
	test('hold the seen rate between them and narrow with requests', () => {
		for (const [errors, requests] of [
			[0, 50],
			[3, 200],
			[200, 200],
			[40, 1000],
		] as const) {
			expect(lowerRateBound(errors, requests, 0.05)).toBeLessThanOrEqual(errors / requests);
			expect(upperRateBound(errors, requests, 0.05)).toBeGreaterThanOrEqual(errors / requests);
		}
		expect(upperRateBound(20, 1000, 0.05)).toBeLessThan(upperRateBound(2, 100, 0.05));
		expect(upperRateBound(0, 0, 0.05)).toBe(1);
		expect(lowerRateBound(0, 10, 0.05)).toBe(0);
	});

	test('lie wrong at any of 20 looks in at most 5 % of cases', () => {
		const random = seededRandom(4);
		let wrong = 0;
		for (let repeat = 0; repeat < 150; repeat += 1) {
			let errors = 0;
			for (let requests = 1; requests <= 1000; requests += 1) {
				if (random.nextFloat() < 0.03) errors += 1;
				if (requests % 50 === 0 && upperRateBound(errors, requests, 0.05) < 0.03) {
					wrong += 1;
					break;
				}
			}
		}
		expect(wrong / 150).toBeLessThanOrEqual(0.05);
	});
});
