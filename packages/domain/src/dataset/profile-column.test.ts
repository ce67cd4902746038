import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnProfileSchema, countInDriftBins, driftEdges, profileColumn } from './index.ts';

describe('a numeric profile', () => {
	test('agrees with numpy and counts what is missing', () => {
		const profile = profileColumn('x', 'numeric', [3.2, 1.1, null, 5.7, 2.2, Number.NaN, 9.9, 4.4, 4n, 'late', undefined, '4.4']);
		expect(profile).toMatchObject({ kind: 'numeric', count: 12, missing: 4, distinct: 7, min: 1.1, max: 9.9 });
		if (profile.kind !== 'numeric') throw new Error('not numeric');
		expect(profile.mean).toBeCloseTo(4.3625, 12);
		expect(profile.std).toBeCloseTo(2.6527277066661563, 12);
		expect(profile.quantiles).toHaveLength(21);
		expect([profile.quantiles[0], profile.quantiles[10], profile.quantiles[20]]).toEqual([1.1, 4.2, 9.9]);
	});

	test('an empty column has no statistics, a constant one a single bin', () => {
		expect(profileColumn('x', 'numeric', [null, null])).toMatchObject({
			missing: 2,
			mean: null,
			std: null,
			quantiles: [],
		});
		expect(profileColumn('x', 'numeric', [7, 7, 7])).toMatchObject({
			histogram: { edges: [7, 7], counts: [3] },
			std: 0,
		});
	});

	test('a range too narrow to divide is one bin too', () => {
		expect(profileColumn('x', 'numeric', [5e-324, 0])).toMatchObject({ histogram: { edges: [0, 5e-324], counts: [2] } });
	});

	test('every value is counted once in both kinds of bins, and the profile fits its schema', () => {
		const values = fc.array(fc.oneof(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), fc.constantFrom(0, 0, 10)), {
			maxLength: 200,
		});
		fc.assert(
			fc.property(values, (given) => {
				const profile = columnProfileSchema.parse(profileColumn('x', 'numeric', given));
				if (profile.kind !== 'numeric') throw new Error('not numeric');
				const total = (counts: number[]) => counts.reduce((sum, count) => sum + count, 0);
				expect(total(profile.histogram.counts)).toBe(given.length);
				expect(total(profile.driftBins.counts)).toBe(given.length);
				expect(profile.driftBins.counts).toHaveLength(profile.driftBins.edges.length + 1);
				expect(profile.driftBins.edges).toEqual(profile.driftBins.edges.toSorted((a, b) => a - b));
			}),
		);
	});
});

describe('drift bins', () => {
	test('a value that many rows share gets a bin of its own', () => {
		const sunny = [...new Array<number>(90).fill(0), 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];
		const profile = profileColumn('precip', 'numeric', sunny);
		if (profile.kind !== 'numeric') throw new Error('not numeric');
		expect(profile.driftBins.counts[1]).toBe(90);
		expect(countInDriftBins([0, 0.0001, -1, 99], profile.driftBins.edges)).toEqual([1, 1, 1, 0, 0, 1]);
	});

	test('edges ascend strictly', () => {
		expect(driftEdges([1, 1, 2, 2, 2, 3])).toEqual([1, 1 + 2e-9, 2, 2 + 2e-9, 3]);
		expect(driftEdges([])).toEqual([]);
	});
});

describe('profiles of other kinds', () => {
	test('categories keep the most frequent by name and count the rest', () => {
		const values = ['b', 'a', 'b', null, ...Array.from({ length: 300 }, (_, index) => `v${index}`)];
		const profile = profileColumn('carrier', 'text', values);
		expect(profile).toMatchObject({ kind: 'text', count: 304, missing: 1, distinct: 302, otherCount: 102 });
		expect(profile.kind === 'text' && profile.top.slice(0, 2)).toEqual([
			{ value: 'b', count: 2 },
			{ value: 'a', count: 1 },
		]);
		expect(profile.kind === 'text' && profile.top).toHaveLength(200);
	});

	test('booleans are two categories', () => {
		expect(profileColumn('x', 'boolean', [true, false, true])).toMatchObject({
			top: [
				{ value: 'true', count: 2 },
				{ value: 'false', count: 1 },
			],
		});
	});

	test('times are ms since the epoch, UTC where they name no zone', () => {
		const values = ['2013-01-01', '2013-01-01 05:15', '2013-01-01T05:15:00+0100', new Date(0), 5, 'soon'];
		const profile = profileColumn('at', 'timestamp', values);
		expect(profile).toMatchObject({
			kind: 'timestamp',
			missing: 1,
			min: 0,
			max: Date.UTC(2013, 0, 1, 5, 15),
			distinct: 5,
		});
	});
});
