import { describe, expect, test } from 'vitest';
import { blockBootstrap, DEFAULT_BOOTSTRAP, resamplesFor } from './block-bootstrap.ts';
import { indexBlocks, sumByBlock } from './group-blocks.ts';

/** Thirty days' sums and rows, drawn once with numpy (seed 3). */
const SUMS = [
	-2200.6, -403.3, -1393.7, 219.0, -1343.7, -1427.4, 1412.6, -424.1, -1605.4, -1252.1, -379.9, 1754.8, -1814.1, -1650.9, 285.3, -2236.2, -1912.7, 147.4, -269.3,
	-913.9, -202.6, -5485.8, 422.7, -2836.5, -3791.8, -808.4, -172.3, -2076.3, -2510.6, -1385.2,
];
const ROWS = [
	924, 634, 671, 694, 672, 920, 947, 832, 615, 637, 732, 773, 848, 791, 705, 663, 876, 893, 613, 645, 780, 756, 955, 806, 768, 772, 866, 834, 669, 895,
];

describe('block bootstrap', () => {
	test('agrees with numpy: 200,000 resamples, the same widened percentiles', () => {
		const interval = blockBootstrap({ sums: SUMS, rows: ROWS }, { ...DEFAULT_BOOTSTRAP, resamples: 20_000 });
		expect(interval?.low).toBeCloseTo(-2.232, 1);
		expect(interval?.high).toBeCloseTo(-0.778, 1);
	});

	test('blocks that are all alike leave no doubt; fewer than two say nothing', () => {
		expect(blockBootstrap({ sums: [3, 3, 3], rows: [2, 2, 2] }, DEFAULT_BOOTSTRAP)).toEqual({ low: 1.5, high: 1.5 });
		expect(blockBootstrap({ sums: [3], rows: [2] }, DEFAULT_BOOTSTRAP)).toBeNull();
		expect(blockBootstrap({ sums: [], rows: [] }, DEFAULT_BOOTSTRAP)).toBeNull();
	});

	test('higher confidence is never narrower, and asks for more resamples', () => {
		const at = (confidence: number) => blockBootstrap({ sums: SUMS, rows: ROWS }, { ...DEFAULT_BOOTSTRAP, confidence });
		expect(at(0.99)?.low).toBeLessThanOrEqual(at(0.9)?.low ?? 0);
		expect(at(0.99)?.high).toBeGreaterThanOrEqual(at(0.9)?.high ?? 0);
		expect([resamplesFor(0.95, 2000), resamplesFor(0.9975, 2000), resamplesFor(0.99999, 2000)]).toEqual([2000, 8000, 20_000]);
	});
});

describe('sums by block', () => {
	test('leave out blocks without a row and follow the blocks by name', () => {
		const blocks = indexBlocks(['b', 'a', 'c', 'b']);
		expect(blocks.names).toEqual(['a', 'b', 'c']);
		const all = sumByBlock([1, 2, 3, 4], blocks);
		expect([Array.from(all.sums), Array.from(all.rows)]).toEqual([
			[2, 5, 3],
			[1, 2, 1],
		]);
		const some = sumByBlock([1, 2, 3, 4], blocks, [0, 3]);
		expect([Array.from(some.sums), Array.from(some.rows)]).toEqual([[5], [2]]);
	});
});
