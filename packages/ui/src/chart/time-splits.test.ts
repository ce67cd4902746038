import { describe, expect, it } from 'vitest';
import { timeSplits } from './time-splits.ts';

describe('timeSplits', () => {
	it('marks full hours over half a day', () => {
		const noon = Date.UTC(2026, 10, 23, 12, 7);
		const hours = timeSplits(noon - 12 * 3_600_000, noon, 5).map((at) => new Date(at).toISOString().slice(11, 16));
		expect(hours).toEqual(['03:00', '06:00', '09:00', '12:00']);
	});

	it('marks first days of months over a year', () => {
		const marks = timeSplits(Date.UTC(2013, 0, 1), Date.UTC(2013, 11, 1), 4).map((at) => new Date(at).toISOString().slice(0, 10));
		expect(marks).toEqual(['2013-01-01', '2013-04-01', '2013-07-01', '2013-10-01']);
	});

	it('never marks more than asked for', () => {
		expect(timeSplits(0, 400 * 86_400_000, 6).length).toBeLessThanOrEqual(7);
	});
});
