import { describe, expect, it } from 'vitest';
import { summaryOf } from './diff-summary.ts';

const slice = (value: string, low: number, high: number) => ({ column: 'carrier', value, rows: 900, blocks: 30, champion: 14, candidate: 13, difference: { value: (low + high) / 2, low, high } });

describe('summaryOf', () => {
	it('names the first three differences and counts the rest', () => {
		const rows = [
			{ key: 'trees', before: '150', after: '300' },
			{ key: 'seed', before: null, after: '0' },
			{ key: 'l2', before: '1', after: null },
			{ key: 'leaves', before: '31', after: '63' },
		];
		expect(summaryOf.keyed({ rows, unchanged: 3 }, 'parameter')).toBe('trees 150 to 300, seed added, l2 removed, 1 more');
		expect(summaryOf.keyed({ rows: [], unchanged: 1 }, 'parameter')).toBe('No difference in 1 parameter');
	});

	it('calls a slice better or worse only when its whole interval says so', () => {
		expect(summaryOf.slices([slice('UA', -2, -1), slice('AA', -1, 0.5), slice('HA', 0.2, 3)])).toBe('1 shown better, 1 slice worse, among them carrier HA, 1 open');
	});

	it('says when there is no champion to compare with', () => {
		expect(summaryOf.slices([{ ...slice('UA', 0, 0), difference: null }])).toBe('No champion to compare with');
	});
});
