import { describe, expect, test } from 'vitest';
import { compareParity, parityReportSchema } from './index.ts';

describe('parity between training and serving', () => {
	test('rounding of float32 is no difference', () => {
		const logged = [13.123456789, -4.2, 0, 1500.25];
		const report = compareParity(logged, logged.map(Math.fround));
		expect(report).toMatchObject({ rows: 4, differing: 0, differingShare: 0 });
		expect(report.sentence).toBe('All 4 rows answer alike in training and serving.');
	});

	test('rows on a split threshold are counted, the largest move is named', () => {
		const report = compareParity([1, 2, 3, 4], [1, 2.5, 3, 0.8]);
		expect(report).toMatchObject({ differing: 2, differingShare: 0.5, largestMoveRow: 3 });
		expect(report.largestMove).toBeCloseTo(3.2, 12);
		expect(report.sentence).toBe('2 of 4 rows (50 %) answer differently in serving than in training, by up to 3.20.');
	});

	test('NaN agrees with NaN only, and the report stays JSON', () => {
		const report = compareParity([Number.NaN, 1, 2], [Number.NaN, Number.NaN, 2]);
		expect(report).toMatchObject({ differing: 1, largestMoveRow: 1, largestMove: Number.MAX_VALUE });
		expect(parityReportSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
	});

	test('columns of different lengths are refused', () => {
		expect(() => compareParity([1, 2], [1])).toThrow('served: has 1 rows, must have 2 rows');
		expect(() => compareParity([], [])).toThrow('at least 1 row');
	});
});
