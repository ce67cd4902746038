import { z } from 'zod';

/** A monitor's window: one month by event time, 'YYYY-MM', in UTC. */
export const windowSchema = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a month as YYYY-MM');

/** The window an event time belongs to. `eventTimeMs`: milliseconds since 1970, UTC. */
export function windowOf(eventTimeMs: number): string {
	return new Date(eventTimeMs).toISOString().slice(0, 7);
}

/** First millisecond of a window and of the next one. */
export function windowBounds(window: string): { fromMs: number; untilMs: number } {
	return { fromMs: Date.parse(`${window}-01T00:00:00Z`), untilMs: Date.parse(`${windowShifted(window, 1)}-01T00:00:00Z`) };
}

/** The window `months` later (earlier when negative). */
export function windowShifted(window: string, months: number): string {
	const [year = 0, month = 1] = window.split('-').map(Number);
	const index = year * 12 + (month - 1) + months;
	return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;
}

/** The `count` windows before this one, oldest first. */
export function windowsBefore(window: string, count: number): string[] {
	return Array.from({ length: count }, (_, i) => windowShifted(window, i - count));
}
