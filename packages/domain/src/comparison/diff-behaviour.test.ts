import { describe, expect, it } from 'vitest';
import { changedRows, diffBehaviour, losingSlices } from './index.ts';

/** A thousand rows of yes and no; the rows given flip, and only they do. */
function pair(flipped: ReadonlySet<number>) {
	const actual = Array.from({ length: 1000 }, (_, row) => Number(row % 3 === 0));
	const baseline = actual.map((_, row) => (row % 2 === 0 ? 0.9 : 0.1));
	// Others move as well, on their own side of the threshold.
	const candidate = baseline.map((chance, row) => (flipped.has(row) ? 1 - chance : chance > 0.5 ? 0.51 : 0.49));
	return { actual, baseline, candidate, keys: actual.map((_, row) => `k${row}`), slices: { site: actual.map((_, row) => (row < 400 ? 'A' : 'B')) } };
}

describe('what a candidate answers differently', () => {
	it('is exactly the set of known flips', () => {
		const known = new Set(Array.from({ length: 1000 }, (_, row) => row).filter((row) => row % 37 === 5 || row === 999));
		const rows = pair(known);
		expect(new Set(changedRows(rows))).toEqual(known);
		const diff = diffBehaviour(rows);
		expect(diff).toMatchObject({ task: 'classification', rows: 1000, changed: known.size });
		expect(diff.toYes + diff.toNo).toBe(known.size);
		expect(new Set(diff.shown.map(({ key }) => key))).toEqual(new Set([...known].map((row) => `k${row}`)));
		const bySite = diff.slices.map(({ value, changed }) => [value, changed]);
		expect(Object.fromEntries(bySite)).toEqual({ A: [...known].filter((row) => row < 400).length, B: [...known].filter((row) => row >= 400).length });
	});

	it('is nothing for the same model, and nothing for what float32 arithmetic moves', () => {
		expect(diffBehaviour(pair(new Set()))).toMatchObject({ changed: 0, shown: [] });
		const actual = [10, 20, 30];
		expect(changedRows({ actual, baseline: [10, 20, 30], candidate: [10.000_05, 20, 30.000_1] })).toEqual([]);
		expect(changedRows({ actual, baseline: [10, 20, 30], candidate: [10.01, 20, 29] })).toEqual([0, 2]);
	});

	it('shows the largest moves first, each with whether it came nearer to what happened', () => {
		const diff = diffBehaviour({ actual: [0, 0, 10, 5], baseline: [1, 4, 4, 5], candidate: [2, 1, 9, 5], keys: ['a', 'b', 'c', 'd'] });
		expect(diff.shown.map(({ key, move, helped }) => [key, move, helped])).toEqual([
			['c', 5, true],
			['b', -3, true],
			['a', 1, false],
		]);
		expect(diff).toMatchObject({ task: 'regression', changed: 3, helped: 2, harmed: 1, meanMove: 0.75, meanSize: 2.25, toYes: 0, toNo: 0 });
	});

	it('says that a move to the other side of the truth neither helps nor harms', () => {
		expect(diffBehaviour({ actual: [0, 3], baseline: [2, 1], candidate: [-2, 1] }).shown[0]?.helped).toBeNull();
	});
});

describe('slices where the candidate loses', () => {
	const slice = (value: string, delta: number, verdict: 'better' | 'worse' | 'inconclusive') => ({
		column: 'carrier',
		value,
		rows: 100,
		blocks: 20,
		baselineMae: 10,
		candidateMae: 10 + delta,
		delta,
		interval: { low: delta - 1, high: delta + 1 },
		verdict,
	});

	it('are named, those shown worse apart from those that only look so, the worst first', () => {
		const slices = {
			adjustment: 'bonferroni' as const,
			familyConfidence: 0.95,
			confidence: 0.99,
			judged: 5,
			omitted: {},
			rows: [slice('AA', 0.4, 'inconclusive'), slice('UA', 2, 'worse'), slice('B6', -3, 'better'), slice('HA', 5, 'worse'), slice('F9', 0.9, 'inconclusive')],
		};
		const { shown, byFigure } = losingSlices({ slices });
		expect(shown.map(({ value }) => value)).toEqual(['HA', 'UA']);
		expect(byFigure.map(({ value }) => value)).toEqual(['F9', 'AA']);
	});
});
