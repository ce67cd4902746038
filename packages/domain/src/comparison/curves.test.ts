import { describe, expect, it } from 'vitest';
import { classCurves, errorCurves, isBinary } from './index.ts';

// Worked out by hand.
const actual = [0, 0, 1, 1, 1, 0, 1, 0];
const baseline = [0.1, 0.4, 0.35, 0.8, 0.45, 0.6, 0.9, 0.2];
const candidate = [0.1, 0.6, 0.7, 0.8, 0.55, 0.6, 0.9, 0.2];

describe('curves of a classifier', () => {
	const curves = classCurves({ actual, baseline, candidate });

	it('count what the threshold makes of the rows, and say it plainly', () => {
		expect(curves).toMatchObject({ positives: 4, negatives: 4, threshold: 0.5 });
		expect(curves.baseline.confusion).toEqual({ truePositive: 2, falseNegative: 2, falsePositive: 1, trueNegative: 3 });
		expect(curves.candidate.confusion).toEqual({ truePositive: 4, falseNegative: 0, falsePositive: 2, trueNegative: 2 });
		expect(curves.sentence).toBe('2 fewer missed, 1 more false alarm.');
	});

	it('have the area that pairs of a yes and a no give: the share told apart, ties half', () => {
		expect(curves.baseline.auc).toBeCloseTo(13 / 16, 12);
		expect(curves.candidate.auc).toBeCloseTo(14 / 16, 12);
		const tied = classCurves({ actual: [0, 1], baseline: [0.5, 0.5], candidate: [0.2, 0.8] });
		expect([tied.baseline.auc, tied.candidate.auc]).toEqual([0.5, 1]);
	});

	it('run from nothing called positive to everything, and never fall', () => {
		const { roc } = curves.candidate;
		expect(roc[0]).toEqual({ falsePositiveRate: 0, truePositiveRate: 0 });
		expect(roc.at(-1)).toEqual({ falsePositiveRate: 1, truePositiveRate: 1 });
		for (const [i, point] of roc.entries()) expect(point.truePositiveRate).toBeGreaterThanOrEqual(roc[i - 1]?.truePositiveRate ?? 0);
	});

	it('have the Brier score and the log loss of their definition', () => {
		const side = classCurves({ actual: [1, 0], baseline: [0.8, 0.4], candidate: [1, 0] });
		expect(side.baseline.brier).toBeCloseTo((0.04 + 0.16) / 2, 12);
		expect(side.baseline.logLoss).toBeCloseTo(-(Math.log(0.8) + Math.log(0.6)) / 2, 12);
		expect(side.candidate.brier).toBe(0);
		expect(side.candidate.logLoss).toBeCloseTo(0, 12);
	});

	it('are reliable where as many came as were expected', () => {
		const chance = Array.from({ length: 100 }, (_, i) => (i < 50 ? 0.2 : 0.75));
		const came = Array.from({ length: 100 }, (_, i) => (i < 50 ? Number(i < 10) : Number(i < 80)));
		const { reliability } = classCurves({ actual: came, baseline: chance, candidate: chance }).candidate;
		expect(reliability.map(({ rows, actual: share }) => [rows, share])).toEqual([
			[50, 0.2],
			[50, 0.6],
		]);
	});

	it('have no area where all rows are alike', () => {
		expect(classCurves({ actual: [1, 1], baseline: [0.5, 0.6], candidate: [0.5, 0.6] }).candidate).toMatchObject({ auc: null, roc: [] });
	});

	it('are only drawn of probabilities and of targets that are yes or no', () => {
		expect(isBinary({ actual, baseline, candidate })).toBe(true);
		expect(isBinary({ actual: [0, 2], baseline: [0, 1], candidate: [0, 1] })).toBe(false);
		expect(isBinary({ actual: [0, 1], baseline: [0, 1.5], candidate: [0, 1] })).toBe(false);
		expect(isBinary({ actual: [], baseline: [], candidate: [] })).toBe(false);
	});
});

describe('curves of a regression', () => {
	it('count every residual once, on the same bins for both sides', () => {
		const truth = Array.from({ length: 100 }, (_, i) => i);
		const curves = errorCurves({ actual: truth, baseline: truth.map((v) => v + 3), candidate: truth.map((v, i) => v + (i === 0 ? 400 : -1)) });
		const { edges, baseline: before, candidate: after } = curves.residuals;
		expect([edges[0], edges.at(-1)]).toEqual([-5, 5]);
		expect(before.reduce((a, b) => a + b)).toBe(100);
		expect(before[32], 'residual 3 lies in [3, 3.25)').toBe(100);
		expect(after[16], 'residual -1 lies in [-1, -0.75)').toBe(99);
		expect(after.at(-1), 'what lies outside counts to the last bin').toBe(1);
	});

	it('say per tenth of the predictions what came', () => {
		const predicted = Array.from({ length: 1000 }, (_, i) => i);
		const { reliability } = errorCurves({ actual: predicted.map((v) => 2 * v), baseline: predicted, candidate: predicted });
		expect(reliability.candidate).toHaveLength(10);
		expect(reliability.candidate[0]).toEqual({ rows: 100, predicted: 49.5, actual: 99 });
		expect(reliability.candidate[9]).toEqual({ rows: 100, predicted: 949.5, actual: 1899 });
	});

	it('give the error per tenth of the target, equal targets together', () => {
		const truth = [...new Array<number>(60).fill(0), ...Array.from({ length: 40 }, (_, i) => i + 1)];
		const { errorByActual } = errorCurves({ actual: truth, baseline: truth.map((v) => v + 2), candidate: truth.map((v) => (v === 0 ? 0 : v - 4)) });
		expect(errorByActual[0]).toEqual({ from: 0, to: 0, rows: 60, baseline: 2, candidate: 0 });
		expect(errorByActual.slice(1).every(({ baseline, candidate }) => baseline === 2 && candidate === 4)).toBe(true);
		expect(errorByActual.reduce((sum, { rows }) => sum + rows, 0)).toBe(100);
	});
});
