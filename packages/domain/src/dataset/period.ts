import { z } from 'zod';

/** The calendar month a dataset version covers, 'YYYY-MM'. */
export const datasetPeriodSchema = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a month written YYYY-MM');
export type DatasetPeriod = z.infer<typeof datasetPeriodSchema>;

/** The period `months` later (earlier when negative): `shiftPeriod('2013-01', -1)` is '2012-12'. */
export function shiftPeriod(period: DatasetPeriod, months: number): DatasetPeriod {
	const { year, month } = split(period);
	const index = year * 12 + (month - 1) + months;
	const text = `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;
	return datasetPeriodSchema.parse(text);
}

/** First millisecond of the month and of the next one, UTC, in ms since the epoch: [startMs, endMs). */
export function periodRangeMs(period: DatasetPeriod): { startMs: number; endMs: number } {
	const { year, month } = split(period);
	return { startMs: Date.UTC(year, month - 1), endMs: Date.UTC(year, month) };
}

/** The month that holds `atMs` (ms since the epoch, UTC). */
export function periodOf(atMs: number): DatasetPeriod {
	return datasetPeriodSchema.parse(new Date(atMs).toISOString().slice(0, 7));
}

function split(period: DatasetPeriod): { year: number; month: number } {
	datasetPeriodSchema.parse(period);
	return { year: Number(period.slice(0, 4)), month: Number(period.slice(5)) };
}
