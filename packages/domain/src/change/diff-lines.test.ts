import { describe, expect, it } from 'vitest';
import { seededRandom } from '../statistics/index.ts';
import { diffLines } from './diff-lines.ts';

const shown = (before: string, after: string) =>
	diffLines(before, after).hunks.flatMap(({ lines }) => lines.map(({ kind, text }) => `${{ same: ' ', removed: '-', added: '+' }[kind]}${text}`));

describe('a unified diff', () => {
	it('names each line that went and came, with its number on the side that has it', () => {
		const { hunks, added, removed } = diffLines('a\nb\nc\n', 'a\nx\nc\n');
		expect([added, removed]).toEqual([1, 1]);
		expect(hunks[0]?.lines).toEqual([
			{ kind: 'same', before: 1, after: 1, text: 'a' },
			{ kind: 'removed', before: 2, after: null, text: 'b' },
			{ kind: 'added', before: null, after: 2, text: 'x' },
			{ kind: 'same', before: 3, after: 3, text: 'c' },
		]);
	});

	it('is empty for equal texts, and all of one side where the other is empty', () => {
		expect(diffLines('a\nb\n', 'a\nb')).toEqual({ added: 0, removed: 0, hunks: [], skippedAfter: 2 });
		expect(shown('', 'a\nb\n')).toEqual(['+a', '+b']);
		expect(shown('a\n', '')).toEqual(['-a']);
	});

	it('keeps three lines around a change and counts the unchanged ones it leaves out', () => {
		const lines = Array.from({ length: 30 }, (_, i) => `line ${i}`);
		const { hunks, skippedAfter } = diffLines(lines.join('\n'), lines.map((line, i) => (i === 4 || i === 20 ? `${line}!` : line)).join('\n'));
		expect(hunks.map(({ skipped, lines: { length } }) => [skipped, length])).toEqual([
			[1, 8],
			[9, 8],
		]);
		expect(skippedAfter).toBe(6);
	});

	it('rebuilds both texts from its lines, for any two texts', () => {
		const random = seededRandom(7);
		for (let turn = 0; turn < 300; turn += 1) {
			const text = () => Array.from({ length: Math.floor(random.nextFloat() * 12) }, () => 'abc'[Math.floor(random.nextFloat() * 3)]).join('\n');
			const [before, after] = [text(), text()];
			const { hunks, skippedAfter, added, removed } = diffLines(before, after);
			const lines = hunks.flatMap((hunk) => hunk.lines);
			const count = (side: string) => (side === '' ? 0 : side.split('\n').length);
			const left = hunks.reduce((sum, { skipped }) => sum + skipped, skippedAfter);
			expect(lines.filter(({ before: n }) => n !== null).length + left).toBe(count(before));
			expect(lines.filter(({ after: n }) => n !== null).length + left).toBe(count(after));
			for (const { before: n, text: line } of lines) if (n !== null) expect(before.split('\n')[n - 1]).toBe(line);
			for (const { after: n, text: line } of lines) if (n !== null) expect(after.split('\n')[n - 1]).toBe(line);
			expect(added - removed).toBe(count(after) - count(before));
		}
	});
});
