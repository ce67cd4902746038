import { describe, expect, it } from 'vitest';
import { niceTicks } from './nice-ticks.ts';

describe('ticks of an axis', () => {
	it('are round and lie within it', () => {
		expect(niceTicks(0, 1, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
		expect(niceTicks(-100, 100, 4)).toEqual([-100, -50, 0, 50, 100]);
		expect(niceTicks(3, 97, 4)).toEqual([25, 50, 75]);
	});

	it('are one where there is no span', () => {
		expect(niceTicks(4, 4, 5)).toEqual([4]);
	});
});
