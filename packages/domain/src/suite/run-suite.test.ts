import { describe, expect, test } from 'vitest';
import { judgeSuite, planSuite, suiteDocumentSchema } from './index.ts';

const suite = suiteDocumentSchema.parse({
	v: 1,
	cases: [
		{ kind: 'directional', name: 'later departure, later arrival', rows: { holdout: 2 }, change: { column: 'delay', add: 10 }, expect: 'not-lower' },
		{ kind: 'invariance', name: 'the hour hardly matters', rows: [{ delay: 5, hour: 8 }], change: { column: 'hour', set: 9 }, tolerance: 1 },
		{ kind: 'minimum', name: 'on time stays near', rows: [{ delay: 0, hour: 8 }], min: -30, max: 30 },
	],
});
const holdout = { delay: [1, 2, 3, 4], hour: [6, 7, 8, 9] };
const plan = planSuite(suite, holdout);
/** Answers of a model to the plan's rows. */
const answer = (model: (delay: number, hour: number) => number) =>
	Array.from({ length: plan.rows }, (_, row) => model(Number(plan.columns.delay?.[row]), Number(plan.columns.hour?.[row])));

describe('a behaviour suite', () => {
	test('is tried on its own rows and on held-out rows spread evenly, each as it is and changed', () => {
		expect(plan).toEqual({
			rows: 7,
			spans: [
				{ from: 0, rows: 2 },
				{ from: 4, rows: 1 },
				{ from: 6, rows: 1 },
			],
			columns: { delay: [1, 3, 11, 13, 5, 5, 0], hour: [6, 8, 6, 8, 8, 9, 8] },
		});
	});

	test('passes a model that behaves, and names the row and figures where one does not', () => {
		const good = answer((delay, hour) => delay + hour / 10);
		expect(judgeSuite(suite, plan, good, null).map(({ base, head }) => [base, head])).toEqual(Array(3).fill([null, 'passed']));
		const bad = answer((delay, hour) => -delay + hour * 5);
		expect(judgeSuite(suite, plan, bad, good)).toEqual([
			{
				case: 'later departure, later arrival',
				kind: 'directional',
				base: 'passed',
				head: 'failed',
				detail: '2 of 2 rows break it; row 1: 29.00 to 19.00 (-10.00), must not be lower.',
			},
			{
				case: 'the hour hardly matters',
				kind: 'invariance',
				base: 'passed',
				head: 'failed',
				detail: '1 of 1 rows break it; row 1: 35.00 to 40.00 (+5.00), at most 1.00 either way.',
			},
			{ case: 'on time stays near', kind: 'minimum', base: 'passed', head: 'failed', detail: '1 of 1 rows break it; row 1: 40.00, must be -30.00 to 30.00.' },
		]);
	});

	test('is broken by a row without an answer', () => {
		expect(
			judgeSuite(
				suite,
				plan,
				answer(() => Number.NaN),
				null,
			).every(({ head }) => head === 'failed'),
		).toBe(true);
	});

	test('refuses a case without a limit, two of one name and more rows than 1,000', () => {
		const refuse = (cases: unknown[]) => suiteDocumentSchema.safeParse({ v: 1, cases }).success;
		expect(refuse([{ kind: 'minimum', name: 'nothing asked', rows: [{ a: 1 }] }])).toBe(false);
		const one = { kind: 'minimum', name: 'the same', rows: [{ a: 1 }], min: 0 };
		expect(refuse([one, one])).toBe(false);
		expect(refuse([{ kind: 'invariance', name: 'too many', rows: { holdout: 1001 }, change: { column: 'a', add: 1 }, tolerance: 0 }])).toBe(false);
		expect(refuse([{ kind: 'invariance', name: 'two changes', rows: { holdout: 1 }, change: { column: 'a', add: 1, set: 2 }, tolerance: 0 }])).toBe(false);
		expect(refuse([])).toBe(false);
	});
});
