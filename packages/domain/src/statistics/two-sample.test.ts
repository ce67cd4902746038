import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { benjaminiHochberg } from './benjamini-hochberg.ts';
import { chiSquareTwoSample } from './chi-square-test.ts';
import { ksFromBins, ksTwoSample } from './kolmogorov-smirnov.ts';
import { seededRandom } from './random.ts';

/** Two samples drawn once with numpy (seed 1); scipy's exact test gives D = 0.3, p = 0.02405, its asymptotic one 0.0248. */
const SAMPLE_A = [
	-2.711, -1.889, -1.648, -1.303, -1.112, -0.782, -0.736, -0.537, -0.514, -0.482, -0.422, -0.378, -0.292, -0.276, -0.257, -0.175, -0.163, 0.008, 0.028, 0.04,
	0.109, 0.167, 0.214, 0.217, 0.294, 0.33, 0.346, 0.365, 0.446, 0.547, 0.581, 0.599, 0.647, 0.663, 0.822, 0.905, 1.007, 1.294, 2.043, 2.118,
];
const SAMPLE_B = [
	-1.479, -1.457, -1.278, -0.998, -0.973, -0.934, -0.829, -0.786, -0.679, -0.634, -0.482, -0.473, -0.32, -0.268, -0.108, -0.102, -0.06, -0.035, 0.086, 0.123,
	0.143, 0.189, 0.368, 0.382, 0.386, 0.414, 0.476, 0.499, 0.543, 0.565, 0.615, 0.732, 0.74, 0.783, 0.804, 0.805, 0.808, 0.827, 0.885, 1.035, 1.062, 1.212,
	1.316, 1.378, 1.403, 1.411, 1.43, 1.551, 1.555, 1.561, 1.569, 1.575, 1.597, 1.767, 1.97,
];

describe('Kolmogorov-Smirnov', () => {
	test('agrees with scipy on a drawn pair of samples', () => {
		const { statistic, pValue } = ksTwoSample(SAMPLE_A, SAMPLE_B);
		expect(statistic).toBeCloseTo(0.3, 12);
		expect(pValue).toBeGreaterThan(0.021);
		expect(pValue).toBeLessThan(0.0275);
	});

	test('a binned statistic is never above the exact one', () => {
		const sample = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 1, maxLength: 60 });
		fc.assert(
			fc.property(sample, sample, (a, b) => {
				const sortedA = a.toSorted((x, y) => x - y);
				const sortedB = b.toSorted((x, y) => x - y);
				const bins = (values: number[]) =>
					[-2, 0, 2, 9].map((top, index, tops) => {
						const bottom = tops[index - 1] ?? Number.NEGATIVE_INFINITY;
						return values.filter((value) => value > bottom && value <= top).length;
					});
				const exact = ksTwoSample(sortedA, sortedB);
				expect(ksFromBins(bins(a), bins(b)).statistic).toBeLessThanOrEqual(exact.statistic + 1e-12);
				expect(ksTwoSample(sortedB, sortedA)).toEqual(exact);
			}),
		);
	});

	test('without a difference it alarms in about 5 % of cases', () => {
		const random = seededRandom(7);
		const draw = (size: number) => Float64Array.from({ length: size }, () => random.nextFloat()).sort();
		let alarms = 0;
		for (let repeat = 0; repeat < 1000; repeat += 1) {
			if (ksTwoSample(draw(300), draw(120)).pValue < 0.05) alarms += 1;
		}
		expect(alarms).toBeGreaterThan(25);
		expect(alarms).toBeLessThan(66);
	});

	test('an empty sample proves nothing', () => {
		expect(ksTwoSample([], [1, 2])).toEqual({ statistic: 0, pValue: 1 });
		expect(ksFromBins([0, 0], [1, 2])).toEqual({ statistic: 0, pValue: 1 });
	});
});

describe('two-sample chi-square', () => {
	test('agrees with scipy chi2_contingency without correction', () => {
		const result = chiSquareTwoSample([50, 30, 20], [40, 45, 35]);
		expect(result.statistic).toBeCloseTo(6.437037037037041, 10);
		expect(result.pValue).toBeCloseTo(0.040014294807647885, 12);
		expect(result.degreesOfFreedom).toBe(2);
	});

	test('pools rare categories and says how many', () => {
		const result = chiSquareTwoSample([500, 300, 2, 1, 3, 2, 4], [480, 320, 1, 2, 2, 3, 5]);
		expect(result).toMatchObject({ categories: 3, pooled: 5, degreesOfFreedom: 2 });
	});

	test('a pool that is still rare joins the smallest category', () => {
		expect(chiSquareTwoSample([500, 300, 1], [480, 320, 1])).toMatchObject({ categories: 2, pooled: 1 });
	});

	test('with 100 categories and no drift it keeps its error rate, where a one-sample test would alarm always', () => {
		const random = seededRandom(11);
		const draw = (size: number) => {
			const counts = new Array<number>(100).fill(0);
			for (let row = 0; row < size; row += 1) {
				const category = Math.floor(100 * random.nextFloat() ** 1.5);
				counts[category] = (counts[category] ?? 0) + 1;
			}
			return counts;
		};
		let alarms = 0;
		for (let repeat = 0; repeat < 600; repeat += 1) {
			if (chiSquareTwoSample(draw(1000), draw(1000)).pValue < 0.05) alarms += 1;
		}
		expect(alarms / 600).toBeGreaterThan(0.025);
		expect(alarms / 600).toBeLessThan(0.075);
	});

	test('one category or no rows gives p 1', () => {
		expect(chiSquareTwoSample([9], [7]).pValue).toBe(1);
		expect(chiSquareTwoSample([0, 0], [7, 8]).pValue).toBe(1);
	});
});

describe('Benjamini-Hochberg', () => {
	test('agrees with scipy false_discovery_control', () => {
		const adjusted = benjaminiHochberg([0.01, 0.04, 0.03, 0.005, 0.8, 0.02]);
		[0.03, 0.048, 0.045, 0.03, 0.8, 0.04].forEach((expected, index) => {
			expect(adjusted[index]).toBeCloseTo(expected, 12);
		});
	});

	test('never lowers a p-value and keeps their order', () => {
		const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 });
		fc.assert(
			fc.property(pValues, (values) => {
				const adjusted = benjaminiHochberg(values);
				values.forEach((value, index) => {
					expect(adjusted[index]).toBeGreaterThanOrEqual(value);
					expect(adjusted[index]).toBeLessThanOrEqual(1);
					values.forEach((other, position) => {
						if (value < other) expect(adjusted[index]).toBeLessThanOrEqual(adjusted[position] ?? 0);
					});
				});
			}),
		);
	});
});
