import { describe, expect, it } from 'vitest';
import { decimalsOf, formatAgo, formatAlike, formatBytes, formatDelta, formatDuration, formatMetric, formatNumber, formatShare, formatUtc } from './format.ts';

describe('numbers', () => {
	it('use a true minus, thousands separators and fixed decimals', () => {
		expect(formatNumber(-1234.5, 2)).toBe('−1,234.50');
		expect(formatDelta(0.38, 2)).toBe('+0.38');
		expect(formatDelta(-1.694, 2)).toBe('−1.69');
	});

	it('never show a signed zero', () => {
		expect(formatDelta(-0.001, 2)).toBe('0.00');
		expect(formatDelta(0.001, 2)).toBe('0.00');
	});

	it('of unknown kind get four significant digits and no trailing zeros', () => {
		expect(formatMetric(12.9046)).toBe('12.9');
		expect(formatMetric(0.05)).toBe('0.05');
		expect(formatMetric(52019)).toBe('52,019');
		expect(formatMetric(0.00003)).toBe('3.00e−5');
	});

	it('of one column share their decimals', () => {
		expect(decimalsOf([10.82, 9.3, 16.4])).toBe(2);
		expect(decimalsOf([150, 300])).toBe(0);
		expect(decimalsOf([0.00001, 0.00002])).toBeNull();
	});

	it('side by side have as many decimals each', () => {
		expect([formatAlike(1.79, 6.6214), formatAlike(6.6214, 1.79)]).toEqual(['1.790', '6.621']);
		expect(formatAlike(2618, 438)).toBe('2,618');
		expect(formatAlike(0.00003, null)).toBe('3.00e−5');
	});

	it('as shares are per cent', () => {
		expect(formatShare(0.1)).toBe('10%');
		expect(formatShare(0.0004)).toBe('0.04%');
	});
});

describe('times', () => {
	const now = Date.UTC(2026, 10, 22, 16, 20);

	it('are relative under a day and a stamp beyond', () => {
		expect(formatAgo(now - 125_000, now)).toBe('2 min ago');
		expect(formatAgo(now - 2 * 86_400_000, now)).toBe('20 Nov, 16:20');
		expect(formatAgo(now + 3_600_000, now)).toBe('in 1 h');
	});

	it('in full name the day, the time and UTC', () => {
		expect(formatUtc(now)).toBe('22 Nov 2026, 16:20 UTC');
	});

	it('of a length use two units', () => {
		expect(formatDuration(7_440_000)).toBe('2 h 04 m');
		expect(formatDuration(41_000)).toBe('41 s');
	});
});

it('bytes have a decimal unit', () => {
	expect(formatBytes(339_000)).toBe('339 kB');
	expect(formatBytes(2_500_000)).toBe('2.5 MB');
});
