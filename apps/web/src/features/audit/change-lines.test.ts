import { describe, expect, it } from 'vitest';
import { changeLines } from './change-lines.ts';

const text = (before: unknown, after: unknown) =>
	changeLines(before, after).map((line) => `${{ same: ' ', added: '+', removed: '-' }[line.kind]}${line.text.trim()}`);

describe('changeLines', () => {
	it('keeps what is the same and shows only the value that changed', () => {
		expect(text({ count: 1, role: 'reviewer' }, { count: 2, role: 'reviewer' })).toEqual([' {', '-"count": 1,', '+"count": 2,', ' "role": "reviewer"', ' }']);
	});

	it('shows a creation as added and a deletion as removed', () => {
		expect(text(undefined, { a: 1 })).toEqual(['+{', '+"a": 1', '+}']);
		expect(text({ a: 1 }, undefined)).toEqual(['-{', '-"a": 1', '-}']);
	});
});
