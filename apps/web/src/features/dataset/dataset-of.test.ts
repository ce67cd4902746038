import { describe, expect, it } from 'vitest';
import type { Outputs } from '../../api/outputs.ts';
import { datasetOf } from './dataset-of.ts';

type View = Outputs['dataset']['get'];
type Shown = NonNullable<View['shown']>;

const VERSION = {
	id: 'v',
	version: 1,
	digest: 'd',
	format: 'parquet',
	sha256: 's',
	sizeBytes: 1,
	rowCount: 200,
	period: '2013-01',
	createdBy: 'Maya Ortiz',
	createdAtMs: 0,
} as const;
const EMPTY = { edges: [], counts: [] };

function shownOf(profile: Shown['profile']['columns'], over: Partial<Shown> = {}) {
	const shown: Shown = { ...VERSION, schema: { columns: [] }, profile: { rows: 200, columns: profile }, expectations: null, ...over };
	return datasetOf({ name: 'flights', expectations: null, versions: [VERSION], shown }).selected;
}

const numeric = { name: 'delay', kind: 'numeric', count: 200, missing: 0, distinct: 9, min: -43, max: 1301, mean: 12.9, std: 1, driftBins: EMPTY } as const;

describe('datasetOf', () => {
	it('tells a numeric column by mean, median and range, and a column without a value by that', () => {
		const quantiles = Array.from({ length: 21 }, (_, i) => i);
		const columns = shownOf([
			{ ...numeric, quantiles, histogram: { edges: [0, 1, 2], counts: [3, 5] } },
			{ ...numeric, missing: 200, min: null, max: null, mean: null, quantiles: [], histogram: EMPTY },
		])?.columns;
		expect(columns).toMatchObject([{ summary: 'mean 12.9, median 10, from −43 to 1,301', bars: [3, 5] }, { summary: 'no value' }]);
	});

	it('names the most frequent values, with their share of all rows', () => {
		const top = [
			{ value: 'UA', count: 100 },
			{ value: 'EV', count: 50 },
		];
		expect(shownOf([{ name: 'carrier', kind: 'text', count: 200, missing: 0, distinct: 3, top, otherCount: 50 }])?.columns).toMatchObject([
			{ summary: 'UA 50%, EV 25%', bars: [100, 50] },
		]);
	});

	it('says what the version promised, the key and the number of rows first', () => {
		const expectations = {
			rowCount: { min: 1000 },
			uniqueKey: ['flight_id'],
			columns: [
				{ name: 'hour', type: 'integer' as const, min: 0, max: 23, notNull: true },
				{ name: 'note', type: undefined },
			],
			noOtherColumns: true,
		};
		const sentences = shownOf([], { expectations })?.expectations ?? [];
		expect(sentences).toHaveLength(5);
		expect(sentences[1]).toBe('flight_id names each row once');
		expect(sentences[2]).toContain('from 0 to 23, never missing');
		expect(sentences.slice(3)).toEqual(['note is there', 'no other column']);
	});

	it('has no version in view for a dataset without one', () => {
		expect(datasetOf({ name: 'flights', expectations: null, versions: [], shown: null }).selected).toBeNull();
	});
});
