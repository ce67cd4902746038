import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../statistics/index.ts';
import { type ComparisonInput, comparePredictions, comparisonReportSchema } from './index.ts';

const random = seededRandom(1);

/** Rows of `days` days whose rows share a daily error; the candidate errs by `gain` less than the champion, plus a daily whim. */
function month(days: number, rowsPerDay: number, gain: number, whim: number): ComparisonInput & { slices: Record<string, string[]> } {
	const rows = days * rowsPerDay;
	const actual = Array.from({ length: rows }, () => 20 * random.nextFloat());
	const perDay = Array.from({ length: days }, () => whim * (random.nextFloat() + random.nextFloat() - 1));
	const day = (row: number) => Math.floor(row / rowsPerDay);
	return {
		actual,
		champion: actual.map((value) => value + 10),
		candidate: actual.map((value, row) => value + 10 - gain + (perDay[day(row)] ?? 0)),
		naive: actual.map(() => 10),
		block: actual.map((_, row) => `day ${day(row)}`),
		slices: { carrier: actual.map((_, row) => (row % 3 === 0 ? 'AA' : 'UA')) },
	};
}

describe('comparing predictions on the same rows', () => {
	test('errors are those of numpy', () => {
		const report = comparePredictions({
			actual: [1, 2, 3, 10],
			champion: [2, 2, 2, 8],
			candidate: [1, 3, 3, 12],
			block: ['a', 'a', 'b', 'b'],
		});
		expect(report.metrics).toEqual([
			{ name: 'mae', baseline: 1, candidate: 0.75, delta: -0.25, improved: true },
			{
				name: 'rmse',
				baseline: Math.sqrt(1.5),
				candidate: Math.sqrt(1.25),
				delta: Math.sqrt(1.25) - Math.sqrt(1.5),
				improved: true,
			},
			{ name: 'bias', baseline: -0.5, candidate: 0.75, delta: 1.25, improved: false },
		]);
		expect(report).toMatchObject({ baseline: 'champion', rows: 4, blocks: 2, naive: null });
	});

	test('a candidate better every day is shown better, the mirror image worse', () => {
		const input = month(30, 40, 1, 2);
		const report = comparePredictions(input);
		expect(report).toMatchObject({ verdict: 'better', blocks: 30, rows: 1200 });
		expect(report.difference).toMatchObject({ resamples: 2000, seed: 0, confidence: 0.95 });
		expect(report.sentence).toMatch(/^The candidate is shown better than the champion: .* 95 % interval -.* to -.*, over 1,200 rows in 30 blocks\.$/);
		const mirrored = comparePredictions({ ...input, champion: input.candidate, candidate: input.champion ?? [] });
		expect(mirrored.verdict).toBe('worse');
		expect(mirrored.difference.delta).toBeCloseTo(-report.difference.delta, 12);
	});

	test('what rows as if independent would prove, whole days do not', () => {
		const input = { ...month(30, 40, 0.1, 4), slices: {} };
		const days = comparePredictions(input, { resamples: 500 });
		const rows = comparePredictions({ ...input, block: input.block.map((_, row) => String(row)) }, { resamples: 500 });
		const width = (report: typeof days) => (report.difference.interval?.high ?? 0) - (report.difference.interval?.low ?? 0);
		expect(width(days)).toBeGreaterThan(4 * width(rows));
	});

	test('few blocks conclude nothing, however many rows', () => {
		const report = comparePredictions(month(9, 500, 5, 0.1));
		expect(report).toMatchObject({ verdict: 'inconclusive', rows: 4500, blocks: 9 });
		expect(report.sentence).toContain('fewer than the 10 blocks that a conclusion needs');
		expect(comparePredictions(month(1, 50, 5, 0)).difference.interval).toBeNull();
	});

	test('a first version is compared with the naive column', () => {
		const { champion: _champion, ...input } = month(30, 40, 9.9, 0.1);
		const report = comparePredictions(input);
		expect(report).toMatchObject({ baseline: 'naive', verdict: 'better' });
		expect(report.sentence).toContain('better than the naive rule');
	});

	test('slices share the error rate, and a small one is shown but not judged', () => {
		const input = month(30, 40, 1, 0.2);
		const rare = input.slices.carrier?.map((value, row) => (row < 5 ? 'EV' : value)) ?? [];
		const { slices } = comparePredictions({ ...input, slices: { carrier: rare, origin: rare.map(() => 'EWR') } });
		expect(slices).toMatchObject({ adjustment: 'bonferroni', judged: 3, familyConfidence: 0.95, omitted: {} });
		expect(slices.confidence).toBeCloseTo(1 - 0.05 / 3, 12);
		expect(slices.rows.map(({ column, value, rows, blocks, verdict }) => [column, value, rows, blocks, verdict])).toEqual([
			['carrier', 'UA', 797, 30, 'better'],
			['carrier', 'AA', 398, 30, 'better'],
			['carrier', 'EV', 5, 1, 'inconclusive'],
			['origin', 'EWR', 1200, 30, 'better'],
		]);
		expect(slices.rows[2]?.interval).toBeNull();
	});

	test('a column with many values shows its fifty largest and says how many it left out', () => {
		const input = month(30, 10, 1, 0.2);
		const { slices } = comparePredictions({ ...input, slices: { dest: input.block.map((_, row) => `d${row % 60}`) } });
		expect([slices.rows.length, slices.omitted]).toEqual([50, { dest: 10 }]);
	});

	test('the same seed gives the same report, in any order of rows', () => {
		const input = month(20, 10, 0.5, 3);
		const order = Array.from({ length: 200 }, (_, index) => (index * 77) % 200);
		const shuffle = <T>(values: ArrayLike<T>) => order.flatMap((row) => values[row] ?? []);
		const shuffled = comparePredictions({
			actual: shuffle(input.actual),
			champion: shuffle(input.champion ?? []),
			candidate: shuffle(input.candidate),
			block: shuffle(input.block),
		});
		const report = comparePredictions(input);
		expect(JSON.stringify(comparePredictions(input))).toBe(JSON.stringify(report));
		expect(shuffled.difference.interval?.low).toBeCloseTo(report.difference.interval?.low ?? 0, 10);
		expect(comparePredictions(input, { seed: 1 }).difference.interval).not.toEqual(report.difference.interval);
		expect(comparisonReportSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
	});

	test('scaling every number scales the interval', () => {
		fc.assert(
			fc.property(fc.constantFrom(2, 4, 0.5, 1024), (factor) => {
				const input = month(12, 5, 1, 2);
				const scale = (values: ArrayLike<number>) => Array.from(values, (value) => value * factor);
				const scaled = {
					...input,
					actual: scale(input.actual),
					candidate: scale(input.candidate),
					champion: scale(input.champion ?? []),
				};
				const [one, other] = [comparePredictions(input), comparePredictions(scaled)];
				expect(other.difference.interval?.low).toBeCloseTo((one.difference.interval?.low ?? 0) * factor, 6);
				expect(other.verdict).toBe(one.verdict);
			}),
			{ numRuns: 8 },
		);
	});

	test('no difference is called one in about 5 % of months, no more', () => {
		let called = 0;
		for (let repeat = 0; repeat < 250; repeat += 1) {
			if (comparePredictions({ ...month(30, 2, 0, 3), slices: {} }, { resamples: 300 }).verdict !== 'inconclusive') called += 1;
		}
		expect(called / 250).toBeLessThan(0.08);
		expect(called / 250).toBeGreaterThan(0.02);
	});
});

describe('input that can not be compared names its column and row', () => {
	const good = { actual: [1, 2], champion: [1, 2], candidate: [1, 2], block: ['a', 'b'] };
	test.each<[string, ComparisonInput, string]>([
		['no rows', { ...good, actual: [], champion: [], candidate: [], block: [] }, 'actual: a comparison needs at least 1 row'],
		['a short column', { ...good, candidate: [1] }, 'candidate: has 1 rows, must have 2 rows, as in actual'],
		['a short slice', { ...good, slices: { carrier: ['UA'] } }, 'carrier: has 1 rows'],
		['a prediction that is not a number', { ...good, candidate: [1, Number.NaN] }, 'candidate: row 1 is NaN, must be a finite number'],
		['no baseline', { ...good, champion: null }, 'champion: a comparison needs'],
	])('%s', (_title, input, message) => {
		expect(() => comparePredictions(input)).toThrow(message);
	});
});
