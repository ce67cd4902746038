/*
 * Rules.
 * A promised column that is absent breaks its promise once, whatever else was promised of it.
 * Types, ranges and allowed values are not judged where a row has no value; not-null is the rule for that.
 * A column that was read as text but promised as something else is judged value by value, so the report can name the row.
 * A unique key is broken at the second row that repeats it, and at every row where part of it is missing.
 * Rows count from 1 and leave out a header.
 */
import { checkColumn } from './check-column.ts';
import { type ExpectationReport, type Expectations, MAX_VIOLATIONS_SHOWN, type Violation } from './expectations.ts';
import { isMissing, readText } from './read-value.ts';
import type { ColumnType } from './schema.ts';
import { violation } from './violation.ts';

/** A table by columns; every `values` has `rows` entries. `type`: as the reader of the file found it. */
export interface ColumnTable {
	rows: number;
	columns: readonly { name: string; type: ColumnType; values: ArrayLike<unknown> }[];
}

/** Judges a table by its expectations. Pure and in memory: O(rows x promises). */
export function checkExpectations(expectations: Expectations, table: ColumnTable): ExpectationReport {
	const collected = createCollector();
	const byName = new Map(table.columns.map((column) => [column.name, column]));
	let checked = 0;

	if (expectations.rowCount !== undefined) {
		checked += 1;
		checkRowCount(expectations.rowCount, table.rows, collected.add);
	}
	for (const expected of expectations.columns) {
		const column = byName.get(expected.name);
		checked += 1;
		if (column === undefined) {
			collected.add(violation({ expectation: 'column-present', column: expected.name }));
			continue;
		}
		checked += checkColumn(expected, column, collected.add);
	}
	if (expectations.noOtherColumns === true) {
		checked += 1;
		const promised = new Set(expectations.columns.map((column) => column.name));
		for (const { name } of table.columns) {
			if (!promised.has(name)) collected.add(violation({ expectation: 'no-other-columns', column: name }));
		}
	}
	if (expectations.uniqueKey !== undefined) {
		checked += 1;
		checkUniqueKey(expectations.uniqueKey, byName, table.rows, collected.add);
	}
	return { passed: collected.total() === 0, checked, violationCount: collected.total(), violations: collected.shown };
}

function createCollector() {
	const shown: Violation[] = [];
	let total = 0;
	return {
		shown,
		total: () => total,
		add: (found: Violation) => {
			total += 1;
			if (shown.length < MAX_VIOLATIONS_SHOWN) shown.push(found);
		},
	};
}

function checkRowCount(limits: { min?: number; max?: number }, rows: number, add: (found: Violation) => void): void {
	const { min, max } = limits;
	if (min !== undefined && rows < min) {
		add(violation({ expectation: 'row-count', value: String(rows), limit: `at least ${min}` }));
	}
	if (max !== undefined && rows > max) {
		add(violation({ expectation: 'row-count', value: String(rows), limit: `at most ${max}` }));
	}
}

function checkUniqueKey(
	key: readonly string[],
	byName: ReadonlyMap<string, { values: ArrayLike<unknown> }>,
	rows: number,
	add: (found: Violation) => void,
): void {
	const label = key.join(', ');
	const absent = key.filter((name) => !byName.has(name));
	for (const column of absent) add(violation({ expectation: 'column-present', column }));
	if (absent.length > 0) return;
	const columns = key.map((name) => byName.get(name)?.values ?? []);
	const firstRows = new Map<string, number>();
	for (let row = 0; row < rows; row += 1) {
		const parts = columns.map((values) => values[row]);
		if (parts.some(isMissing)) {
			add(
				violation({
					expectation: 'unique-key',
					column: label,
					row: row + 1,
					value: null,
					limit: 'a value in every row',
				}),
			);
			continue;
		}
		const value = parts.map(readText).join(', ');
		const identity = JSON.stringify(parts.map(readText));
		const first = firstRows.get(identity);
		if (first === undefined) firstRows.set(identity, row + 1);
		else add(violation({ expectation: 'unique-key', column: label, row: row + 1, value, limit: `already in row ${first}` }));
	}
}
