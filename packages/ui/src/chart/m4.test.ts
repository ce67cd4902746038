import { describe, expect, it } from 'vitest';
import { m4 } from './m4.ts';

describe('m4', () => {
	it('keeps a spike of a single step among 100,000', () => {
		const x = Array.from({ length: 100_000 }, (_, i) => i);
		const y = x.map((i) => (i === 41_337 ? 9 : Math.sin(i / 900)));
		const drawn = m4({ x, y }, 400);
		expect(drawn.x.length).toBeLessThanOrEqual(1600);
		expect(Math.max(...drawn.y.map((v) => v ?? 0))).toBe(9);
		expect(drawn.x).toContain(41_337);
	});

	it('keeps the order, the first and the last point', () => {
		const x = Array.from({ length: 5000 }, (_, i) => i * 2);
		const drawn = m4({ x, y: x.map((i) => -i) }, 100);
		expect(drawn.x[0]).toBe(0);
		expect(drawn.x.at(-1)).toBe(9998);
		expect([...drawn.x].sort((a, b) => a - b)).toEqual(drawn.x);
	});

	it('leaves a short series as it is, gaps included', () => {
		expect(m4({ x: [1, 2, 3], y: [5, null, 7] }, 100)).toEqual({ x: [1, 2, 3], y: [5, null, 7] });
	});
});
