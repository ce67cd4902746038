import { describe, expect, it } from 'vitest';
import { windowBounds, windowOf, windowsBefore } from './window.ts';

describe('window', () => {
	it('files an event under the month it happened in, in UTC, to the millisecond', () => {
		expect(windowOf(Date.parse('2013-04-30T23:59:59.999Z'))).toBe('2013-04');
		expect(windowOf(Date.parse('2013-05-01T00:00:00Z'))).toBe('2013-05');
	});

	it('covers each instant by exactly one window', () => {
		const december = windowBounds('2012-12');
		expect(december.untilMs).toBe(windowBounds('2013-01').fromMs);
		expect(windowOf(december.fromMs)).toBe('2012-12');
		expect(windowOf(december.untilMs - 1)).toBe('2012-12');
	});

	it('counts the months before a window across a year, oldest first', () => {
		expect(windowsBefore('2013-02', 3)).toEqual(['2012-11', '2012-12', '2013-01']);
	});
});
