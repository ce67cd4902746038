import { describe, expect, it } from 'vitest';
import { judgeEvent } from './channel.ts';

describe('judgeEvent', () => {
	it('delivers the next number and the first one ever', () => {
		expect(judgeEvent(null, 41)).toEqual({ kind: 'deliver' });
		expect(judgeEvent(41, 42)).toEqual({ kind: 'deliver' });
	});

	it('ignores what was delivered already', () => {
		expect(judgeEvent(42, 42)).toEqual({ kind: 'ignore' });
		expect(judgeEvent(42, 7)).toEqual({ kind: 'ignore' });
	});

	it('asks for the rest when a number is missing', () => {
		expect(judgeEvent(42, 44)).toEqual({ kind: 'repair', after: 42 });
	});
});
