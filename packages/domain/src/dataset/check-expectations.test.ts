import { describe, expect, test } from 'vitest';
import { checkExpectations, type ColumnTable, type ColumnType, type Expectations, expectationsSchema } from './index.ts';

function table(columns: Record<string, [ColumnType, unknown[]]>): ColumnTable {
	const entries = Object.entries(columns).map(([name, [type, values]]) => ({ name, type, values }));
	return { rows: entries[0]?.values.length ?? 0, columns: entries };
}

function check(expectations: Partial<Expectations>, given: ColumnTable) {
	return checkExpectations(expectationsSchema.parse({ columns: [], ...expectations }), given);
}

const FLIGHTS = table({
	flight_id: ['text', ['a', 'b', 'c']],
	carrier: ['text', ['UA', 'AA', 'UA']],
	distance: ['integer', [1400, 1416, 1089]],
	temp: ['number', [39.02, null, 41]],
});

describe('a file that keeps its promises', () => {
	test('passes, and says how many were looked at', () => {
		const report = check(
			{
				rowCount: { min: 1, max: 10 },
				uniqueKey: ['flight_id'],
				noOtherColumns: true,
				columns: [
					{ name: 'flight_id', notNull: true },
					{ name: 'carrier', type: 'text', allowed: ['UA', 'AA'] },
					{ name: 'distance', type: 'number', min: 0, max: 5000 },
					{ name: 'temp', type: 'number', min: -40, max: 130 },
				],
			},
			FLIGHTS,
		);
		expect(report).toEqual({ passed: true, checked: 16, violationCount: 0, violations: [] });
	});
});

describe('a broken promise names row, column, value and limit', () => {
	test.each<[string, Partial<Expectations>, string]>([
		['an absent column', { columns: [{ name: 'origin' }] }, 'column "origin" is missing from the file'],
		['a null', { columns: [{ name: 'temp', notNull: true }] }, 'row 2, column "temp": no value, expected a value in every row'],
		['a value too small', { columns: [{ name: 'distance', min: 1100 }] }, 'row 3, column "distance": 1089 is not at least 1100'],
		['a value too large', { columns: [{ name: 'distance', max: 1410 }] }, 'row 2, column "distance": 1416 is not at most 1410'],
		['a value not allowed', { columns: [{ name: 'carrier', allowed: ['UA'] }] }, 'row 2, column "carrier": AA is not one of UA'],
		['a number that is not whole', { columns: [{ name: 'temp', type: 'integer' }] }, 'row 1, column "temp": "39.02" is not an integer'],
		['a repeated key', { uniqueKey: ['carrier'] }, 'row 3, column "carrier": the key UA is already in row 1'],
		['a key without a value', { uniqueKey: ['flight_id', 'temp'] }, 'row 2, column "flight_id, temp": part of the key has no value'],
		['too few rows', { rowCount: { min: 4 } }, 'the file has 3 rows, expected at least 4'],
		['too many rows', { rowCount: { max: 2 } }, 'the file has 3 rows, expected at most 2'],
		['a key column that is absent', { uniqueKey: ['id'] }, 'column "id" is missing from the file'],
	])('%s', (_title, expectations, sentence) => {
		const report = check(expectations, FLIGHTS);
		expect(report.passed).toBe(false);
		expect(report.violations.map((found) => found.sentence)).toEqual([sentence]);
	});

	test('columns that were not promised', () => {
		const report = check({ noOtherColumns: true, columns: [{ name: 'flight_id' }] }, FLIGHTS);
		expect(report.violations.map((found) => found.column)).toEqual(['carrier', 'distance', 'temp']);
	});

	test('one bad cell makes a CSV column text; the report still finds the cell', () => {
		const given = table({
			dep_delay: ['text', ['2', '-5', 'late', '']],
			at: ['text', ['2013-01-01 05:15', '2013-01-01', '', 'x']],
		});
		const report = check(
			{
				columns: [
					{ name: 'dep_delay', type: 'number' },
					{ name: 'at', type: 'timestamp' },
				],
			},
			given,
		);
		expect(report.violations.map(({ row, column, value }) => [row, column, value])).toEqual([
			[3, 'dep_delay', 'late'],
			[4, 'dep_delay', ''],
			[3, 'at', ''],
			[4, 'at', 'x'],
		]);
	});

	test('keys of several columns can not be confused by their separators', () => {
		const given = table({ a: ['text', ['x, y', 'x']], b: ['text', ['z', 'y, z']] });
		expect(check({ uniqueKey: ['a', 'b'] }, given).passed).toBe(true);
	});

	test('only the first twenty are shown, all are counted', () => {
		const given = table({ x: ['integer', Array.from({ length: 500 }, (_, row) => row)] });
		const report = check({ columns: [{ name: 'x', max: 99 }] }, given);
		expect([report.violationCount, report.violations.length]).toEqual([400, 20]);
	});
});

describe('expectations themselves', () => {
	test.each([
		[{ columns: [{ name: 'a', min: 2, max: 1 }] }, 'min must not be above max'],
		[{ columns: [{ name: 'a' }, { name: 'a' }] }, 'a column is listed twice'],
		[{ columns: [{ name: 'a', typ: 'text' }] }, 'Unrecognized key'],
	])('%j is refused', (document, message) => {
		expect(expectationsSchema.safeParse(document).error?.issues[0]?.message).toContain(message);
	});
});
