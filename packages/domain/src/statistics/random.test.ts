import { describe, expect, test } from 'vitest';
import { formatCount, formatDuration, formatFigure, formatPValue, formatShare, formatSigned } from './format-figure.ts';
import { quantile, quantiles } from './quantile.ts';
import { seededRandom, xoshiro128StarStar } from './random.ts';

describe('seeded random numbers', () => {
	test('are xoshiro128** as its authors publish it', () => {
		const random = xoshiro128StarStar([1, 2, 3, 4]);
		expect(Array.from({ length: 10 }, () => random.nextUint32())).toEqual([
			11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
		]);
	});

	test('repeat for a seed and differ between seeds', () => {
		const draw = (seed: number) => {
			const random = seededRandom(seed);
			return Array.from({ length: 5 }, () => random.nextUint32());
		};
		expect(draw(0)).toEqual(draw(0));
		expect(draw(0)).not.toEqual(draw(1));
		expect(() => seededRandom(0.5)).toThrow(RangeError);
	});

	test('integers are uniform below their bound', () => {
		const random = seededRandom(3);
		const counts = new Array<number>(7).fill(0);
		for (let draw = 0; draw < 70_000; draw += 1) {
			const value = random.nextInt(7);
			counts[value] = (counts[value] ?? 0) + 1;
		}
		for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
		expect(random.nextInt(1)).toBe(0);
		expect(random.nextInt(2 ** 32)).toBeGreaterThan(0);
		expect(() => random.nextInt(0)).toThrow(RangeError);
	});
});

describe('quantiles', () => {
	test('agree with numpy', () => {
		const got = quantiles([3.2, 1.1, 5.7, 2.2, 9.9, 4.4], [0, 0.05, 0.25, 0.5, 0.9, 1]);
		[1.1, 1.375, 2.45, 3.8, 7.8, 9.9].forEach((expected, index) => {
			expect(got[index]).toBeCloseTo(expected, 12);
		});
	});

	test('an empty sample has none, and a level outside 0 .. 1 is refused', () => {
		expect(quantile([], 0.5)).toBeNaN();
		expect(() => quantile([1], 1.5)).toThrow(RangeError);
	});
});

describe('figures in sentences', () => {
	test('read the same in every locale', () => {
		expect([13.014, -1.6949, 0.0042, 0.1, 27010, 0, -0.527, 0.00001].map(formatFigure)).toEqual([
			'13.01',
			'-1.69',
			'0.0042',
			'0.10',
			'27,010',
			'0.00',
			'-0.53',
			'1.0e-5',
		]);
		expect([0.03214, 0.00001, 1].map(formatPValue)).toEqual(['0.032', 'below 0.0001', '1.00']);
		expect([250, 90_000, 1_800_000, 86_400_000, 2_592_000_000].map(formatDuration)).toEqual(['250 ms', '90 s', '30 min', '24 h', '30 days']);
		expect([formatSigned(0.38), formatSigned(-1.69), formatSigned(0)]).toEqual(['+0.38', '-1.69', '0.00']);
		expect([formatCount(1234567), formatCount(30)]).toEqual(['1,234,567', '30']);
		expect([formatShare(0.125), formatShare(0.0042), formatShare(1), formatShare(0)]).toEqual(['12.5 %', '0.42 %', '100 %', '0 %']);
	});
});
