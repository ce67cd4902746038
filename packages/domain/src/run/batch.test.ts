import { describe, expect, it } from 'vitest';
import { checkBatchSize, checkMetrics, checkParams, checkTags } from './batch.ts';
import { latestPoints, shownValue, toStoredValue } from './metric-value.ts';

const metric = { key: 'loss', value: 1, timestampMs: 1, step: 0 };

describe('what a run can log', () => {
	it('takes the names that MLflow takes', () => {
		for (const key of ['loss', 'val/loss', 'a b', 'k-1_2.3', 'GPU:0', 'größe']) expect(checkMetrics([{ ...metric, key }])).toHaveLength(1);
	});

	it.each(['../a', '/a', 'a//b', './a', '.', 'a;b', 'a\nb', '*'])('refuses the name %j with the place it stood at', (key) => {
		expect(() => checkMetrics([metric, { ...metric, key }], 'metrics')).toThrow(/^Invalid value .* for parameter 'metrics\[1\]\.name' supplied: Names may/s);
	});

	it('refuses names above 250 characters and times before 1970', () => {
		expect(() => checkMetrics([{ ...metric, key: 'k'.repeat(251) }])).toThrow("'Metric name' exceeds the maximum length of 250 characters");
		expect(() => checkMetrics([{ ...metric, timestampMs: -1 }], 'metrics')).toThrow(/Invalid value -1 for parameter 'metrics\[0\]\.timestamp' supplied/);
		expect(() => checkMetrics([{ ...metric, step: 1.5 }])).toThrow(/Step must be a valid long/);
	});

	it('cuts long values and refuses a param named twice', () => {
		expect(checkParams([{ key: 'p', value: 'x'.repeat(6001) }])[0]?.value).toHaveLength(6000);
		expect(checkTags([{ key: 't', value: 'x'.repeat(8001) }])[0]?.value).toHaveLength(8000);
		expect(() =>
			checkParams([
				{ key: 'p', value: '1' },
				{ key: 'p', value: '1' },
			]),
		).toThrow("Duplicate parameter keys have been submitted: ['p']");
		expect(
			checkTags([
				{ key: 't', value: '1' },
				{ key: 't', value: '2' },
			]),
		).toEqual([{ key: 't', value: '2' }]);
	});

	it('bounds a batch by the figures the client splits by', () => {
		expect(() => checkBatchSize({ metrics: 1001, params: 0, tags: 0 })).toThrow(/at most 1000 metrics\. Got 1001 metrics/);
		expect(() => checkBatchSize({ metrics: 0, params: 101, tags: 0 })).toThrow(/at most 100 params/);
		expect(() => checkBatchSize({ metrics: 900, params: 100, tags: 1 })).toThrow(/at most 1000 metrics, params, and tags/);
		checkBatchSize({ metrics: 1000, params: 0, tags: 0 });
	});

	it('stores NaN as a mark and infinity as the largest double, and shows NaN as missing', () => {
		expect(toStoredValue(Number.NaN)).toEqual({ value: 0, isNan: true });
		expect(toStoredValue(Number.POSITIVE_INFINITY)).toEqual({ value: 1.7976931348623157e308, isNan: false });
		expect(toStoredValue(Number.NEGATIVE_INFINITY).value).toBe(-1.7976931348623157e308);
		expect(shownValue(toStoredValue(Number.NaN))).toBeNull();
		expect(Object.is(toStoredValue(-0).value, 0)).toBe(true);
	});

	it('takes as latest the highest step, then time, then value, in key order', () => {
		const at = (key: string, step: number, timestampMs: number, value: number) => ({ key, step, timestampMs, value, isNan: false });
		expect(latestPoints([at('b', 1, 5, 1), at('a', 3, 1, 1), at('a', 3, 2, 0), at('a', 2, 9, 9), at('b', 1, 5, 2)])).toEqual([
			at('a', 3, 2, 0),
			at('b', 1, 5, 2),
		]);
	});
});
