import { describe, expect, it } from 'vitest';
import { driftLevel } from './drift-level.ts';

describe('driftLevel', () => {
	it('reaches the warm shades exactly at the margin', () => {
		expect(driftLevel(0)).toBe(0);
		expect(driftLevel(0.99)).toBe(2);
		expect(driftLevel(1)).toBe(3);
	});

	it('keeps the darkest shade for everything far beyond', () => {
		expect(driftLevel(2.25)).toBe(5);
		expect(driftLevel(40)).toBe(5);
	});
});
