import { describe, expect, it } from 'vitest';
import { linesOf } from './log-lines.ts';

const chunk = (offset: number, text: string, stream: 'stdout' | 'stderr' = 'stdout') => ({ attempt: 1, stream, offset, text });

describe('linesOf', () => {
	it('joins a line that two chunks share', () => {
		expect(linesOf([chunk(0, 'epoch 1 lo'), chunk(10, 'ss 0.4\nepoch 2\n')]).map((l) => l.text)).toEqual(['epoch 1 loss 0.4', 'epoch 2']);
	});

	it('keeps the streams apart while they take turns within a line', () => {
		expect(linesOf([chunk(0, 'ab'), chunk(0, 'warning\n', 'stderr'), chunk(2, 'cd\n')]).map((l) => `${l.stream} ${l.text}`)).toEqual([
			'stdout abcd',
			'stderr warning',
		]);
	});

	it('makes no empty line of a final line break, and keeps a blank line that was printed', () => {
		expect(linesOf([chunk(0, 'a\n\nb\n')]).map((l) => l.text)).toEqual(['a', '', 'b']);
	});
});
