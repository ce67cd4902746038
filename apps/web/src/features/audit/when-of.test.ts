import { expect, it } from 'vitest';
import { whenOf } from './when-of.ts';

it.each([
	['2026-11-22T08:31:07.120Z', '08:31:07'],
	['2026-11-21T23:59:59.999Z', 'Yesterday'],
	['2026-11-20T23:59:59.999Z', '20 Nov'],
])('%s is read at noon of 22 November as %s', (at, text) => {
	expect(whenOf(at, Date.UTC(2026, 10, 22, 12))).toBe(text);
});
