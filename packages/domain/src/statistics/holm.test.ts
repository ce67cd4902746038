import { describe, expect, test } from 'vitest';
import { holm } from './index.ts';

describe('holm', () => {
	test('rejects step by step and stops at the first that is not below its limit', () => {
		const answers = holm([0.01, 0.04, 0.03, 0.005], 0.05);
		expect(answers.map(({ rejected }) => rejected)).toEqual([true, false, false, true]);
		expect(answers.map(({ limit }) => limit)).toEqual([0.05 / 3, 0.05, 0.025, 0.0125]);
	});

	test('rejects what Bonferroni rejects, and never fewer', () => {
		const p = [0.001, 0.012, 0.02, 0.3, 0.0124];
		const bonferroni = p.map((one) => one <= 0.05 / p.length);
		for (const [i, { rejected }] of holm(p, 0.05).entries()) if (bonferroni[i]) expect(rejected).toBe(true);
		expect(holm([], 0.05)).toEqual([]);
	});
});
