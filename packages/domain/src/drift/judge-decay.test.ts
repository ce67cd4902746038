import { describe, expect, test } from 'vitest';
import { seededRandom } from '../statistics/index.ts';
import { decayReportSchema, judgeDecay } from './index.ts';

const random = seededRandom(8);

/** `days` days of 40 predictions whose mean absolute error is about `mae`. */
function window(days: number, mae: number) {
	const rows = days * 40;
	const actual = Array.from({ length: rows }, () => 10 * random.nextFloat());
	return {
		actual,
		predicted: actual.map((value) => value + mae * (0.5 + random.nextFloat())),
		block: actual.map((_, row) => `day ${Math.floor(row / 40)}`),
		predictions: rows,
		referenceMae: 12,
	};
}

describe('a model decays', () => {
	test('when its error is surely and by more than the margin above the reference', () => {
		const report = judgeDecay(window(30, 14));
		expect(report).toMatchObject({ verdict: 'decayed', blocks: 30, labelled: 1200, coverage: 1 });
		expect(report.limitMae).toBeCloseTo(12.6, 12);
		expect(report.sentence).toMatch(/^The model decayed: mean absolute error 1[34]\.\d\d against 12\.00, limit 12\.60; difference \+/);
		expect(decayReportSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
	});

	test('not within the margin, however surely', () => {
		const report = judgeDecay(window(30, 12.4));
		expect(report.interval?.low).toBeGreaterThan(0);
		expect(report.verdict).toBe('steady');
	});

	test('not by chance: one terrible day is no decay', () => {
		const input = window(30, 11.8);
		const predicted = input.predicted.map((value, row) => (row < 40 ? value + 60 : value));
		const report = judgeDecay({ ...input, predicted });
		expect(report.mae).toBeGreaterThan(report.limitMae);
		expect(report.verdict).toBe('steady');
	});

	test('not before enough labels, days and coverage', () => {
		expect(judgeDecay(window(2, 30)).verdict).toBe('not-enough-labels');
		expect(judgeDecay({ ...window(30, 30), predictions: 3000 }).verdict).toBe('not-enough-labels');
		const none = judgeDecay({ actual: [], predicted: [], block: [], predictions: 500, referenceMae: 12 });
		expect(none).toMatchObject({ verdict: 'not-enough-labels', mae: null, interval: null, coverage: 0 });
		expect(none.sentence).toContain('0 of 500 predictions have a label');
	});
});
