import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../statistics/index.ts';
import { groupToDeciles, jsDistance, psi } from './index.ts';

const counts = fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 2, maxLength: 12 });
const pairs = counts.chain((reference) =>
	fc.tuple(fc.constant(reference), fc.array(fc.integer({ min: 0, max: 500 }), { minLength: reference.length, maxLength: reference.length })),
);

function uniformCounts(random: ReturnType<typeof seededRandom>, bins: number, rows: number): number[] {
	const drawn = new Array<number>(bins).fill(0);
	for (let row = 0; row < rows; row += 1) {
		const bin = random.nextInt(bins);
		drawn[bin] = (drawn[bin] ?? 0) + 1;
	}
	return drawn;
}

describe('PSI', () => {
	test('is the sum of (p - q) ln(p / q), as numpy gives it', () => {
		const { raw, expected, bins } = psi([100, 200, 300, 400], [150, 150, 350, 350]);
		expect(raw).toBeCloseTo(0.04904146265058633, 12);
		expect(expected).toBeCloseTo(3 * (1 / 1000 + 1 / 1000), 12);
		expect(bins).toBe(4);
	});

	test('an empty bin counts as half a row, at least 0.0001', () => {
		expect(psi([50, 50], [100, 0]).raw).toBeCloseTo(0.5 * Math.log(2) + 0.495 * Math.log(0.5 / 0.005), 12);
		const many = psi([50_000, 50_000], [100_000, 0]).raw;
		expect(many).toBeCloseTo(0.5 * Math.log(2) + 0.4999 * Math.log(0.5 / 0.0001), 12);
	});

	test('without drift its mean is the one taken off, so small windows do not alarm', () => {
		const random = seededRandom(9);
		let [raw, expected, above, aboveRaw] = [0, 0, 0, 0];
		for (let repeat = 0; repeat < 400; repeat += 1) {
			const result = psi(uniformCounts(random, 10, 5000), uniformCounts(random, 10, 120));
			raw += result.raw / 400;
			expected += result.expected / 400;
			if (result.corrected > 0.1) above += 1;
			if (result.raw > 0.1) aboveRaw += 1;
		}
		expect(raw / expected).toBeGreaterThan(0.9);
		expect(raw / expected).toBeLessThan(1.15);
		expect(above).toBeLessThan(20);
		expect(aboveRaw).toBeGreaterThan(80);
	});

	test('is never negative, symmetric, and zero for the same shares', () => {
		fc.assert(
			fc.property(pairs, ([reference, current]) => {
				const { raw, corrected } = psi(reference, current);
				expect(raw).toBeGreaterThanOrEqual(0);
				expect(corrected).toBeLessThanOrEqual(raw);
				expect(psi(current, reference).raw).toBeCloseTo(raw, 9);
				expect(psi(reference, reference).raw).toBe(0);
			}),
		);
	});

	test('no rows on a side is no evidence; bins must line up', () => {
		expect(psi([0, 0], [3, 4])).toEqual({ raw: 0, expected: 0, corrected: 0, bins: 0 });
		expect(() => psi([1], [1, 2])).toThrow(RangeError);
	});
});

describe('deciles of the reference', () => {
	test('neighbours join until they hold a tenth', () => {
		const twenty = new Array<number>(20).fill(50);
		expect(groupToDeciles([0, ...twenty, 0], [7, ...twenty, 9])).toEqual({
			reference: new Array<number>(10).fill(100),
			current: [107, 100, 100, 100, 100, 100, 100, 100, 100, 109],
		});
	});

	test('a value that many rows share stays alone', () => {
		const grouped = groupToDeciles([0, 30, 850, 60, 60], [0, 0, 10, 0, 0]);
		expect(grouped).toEqual({ reference: [30, 850, 120], current: [0, 10, 0] });
	});

	test('no row is lost', () => {
		fc.assert(
			fc.property(pairs, ([reference, current]) => {
				const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
				const grouped = groupToDeciles(reference, current);
				expect([sum(grouped.reference), sum(grouped.current)]).toEqual([sum(reference), sum(current)]);
				expect(grouped.reference.length).toBeLessThanOrEqual(21);
			}),
		);
	});
});

describe('Jensen-Shannon distance', () => {
	test('agrees with scipy', () => {
		expect(jsDistance([100, 200, 300, 400], [150, 150, 350, 350]).raw).toBeCloseTo(0.0781358954796874, 12);
		expect(jsDistance([5, 0], [0, 9]).raw).toBeCloseTo(Math.sqrt(Math.LN2), 12);
	});

	test('without drift it stays below the margin where the raw one does not', () => {
		const random = seededRandom(10);
		let [above, aboveRaw] = [0, 0];
		for (let repeat = 0; repeat < 200; repeat += 1) {
			const result = jsDistance(uniformCounts(random, 100, 5000), uniformCounts(random, 100, 1000));
			if (result.corrected > 0.1) above += 1;
			if (result.raw > 0.1) aboveRaw += 1;
		}
		expect(above).toBe(0);
		expect(aboveRaw).toBeGreaterThan(150);
	});
});
