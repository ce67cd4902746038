import { DomainError } from '@interlock/domain/error';
import { type Cell, type Columns, describeCell } from './cell.ts';
import { fitsColumn, misfit } from './check-cell.ts';
import type { RequestColumns, RequestColumn } from './request-columns.ts';

/** Columns of a list of objects `{column: value}`. Throws DomainError `invalid` naming the column. */
export function columnsOfRecords(field: string, records: readonly unknown[], wanted: RequestColumns): Columns {
	const cells = wanted.columns.map(() => new Array<Cell>(records.length));
	for (let row = 0; row < records.length; row++) {
		const record = records[row];
		if (typeof record !== 'object' || record === null || Array.isArray(record)) {
			throw new DomainError('invalid', `${field}: row ${row} must be an object with the columns ${namesOf(wanted)}, got ${describeCell(record)}`, {
				field,
				value: describeCell(record),
			});
		}
		const values = record as Record<string, unknown>;
		let known = 0;
		for (let i = 0; i < cells.length; i++) {
			const column = wanted.columns[i] as RequestColumn;
			const isGiven = Object.hasOwn(values, column.name);
			if (isGiven) known++;
			(cells[i] as Cell[])[row] = readCell(column, isGiven ? values[column.name] : undefined, row);
		}
		const names = Object.keys(values);
		if (names.length !== known) refuseUnknown(names, wanted);
	}
	return named(wanted, cells);
}

/** Columns of a list of rows, each a list of values in the order of `names` (default: the signature's order). */
export function columnsOfRows(field: string, rows: readonly unknown[], wanted: RequestColumns, names = wanted.columns.map((column) => column.name)): Columns {
	refuseUnknown(names, wanted);
	const positions = new Map(names.map((name, position) => [name, position]));
	if (positions.size !== names.length) {
		const twice = names.find((name, position) => names.indexOf(name) !== position) ?? '';
		throw new DomainError('invalid', `${twice.slice(0, 60)}: is named twice`, {
			field: twice.slice(0, 60),
			limit: 'each column once',
		});
	}
	for (let row = 0; row < rows.length; row++) {
		const values = rows[row];
		if (!Array.isArray(values) || values.length !== names.length) {
			const got = Array.isArray(values) ? `${values.length} values` : describeCell(values);
			throw new DomainError('invalid', `${field}: row ${row} must be a list of ${names.length} values (${names.slice(0, 40).join(', ')}), got ${got}`, {
				field,
				value: got,
				limit: `${names.length} values`,
			});
		}
	}
	const cells = wanted.columns.map((column) => {
		const position = positions.get(column.name);
		return rows.map((values, row) => readCell(column, position === undefined ? undefined : (values as unknown[])[position], row));
	});
	return named(wanted, cells);
}

/** Columns of an object of lists `{column: [values]}`, all of one length. */
export function columnsOfLists(lists: Record<string, unknown>, wanted: RequestColumns): Columns {
	const names = Object.keys(lists);
	refuseUnknown(names, wanted);
	const rows = lengthOf(lists[names[0] ?? '']);
	const uneven = names.find((name) => lengthOf(lists[name]) !== rows);
	if (uneven !== undefined) {
		throw new DomainError('invalid', `${uneven}: ${lengthOf(lists[uneven])} values, but ${names[0]} has ${rows}`, {
			field: uneven,
			limit: `${rows} values`,
		});
	}
	const cells = wanted.columns.map((column) => {
		const list = Object.hasOwn(lists, column.name) ? (lists[column.name] as unknown[]) : undefined;
		return Array.from({ length: rows }, (_, row) => readCell(column, list === undefined ? undefined : list[row], row));
	});
	return named(wanted, cells);
}

function readCell(column: RequestColumn, value: unknown, row: number): Cell {
	if (fitsColumn(column, value)) return value;
	if (value !== undefined) throw misfit(column, value, row);
	if (!column.required) return null;
	throw new DomainError('invalid', `${column.name}: the required column is missing (row ${row})`, {
		field: column.name,
		value: 'nothing',
		limit: 'a required column',
	});
}

function refuseUnknown(names: readonly string[], wanted: RequestColumns): void {
	const unknown = names.find((name) => !wanted.columns.some((column) => column.name === name));
	if (unknown === undefined) return;
	const field = unknown.slice(0, 60);
	throw new DomainError('invalid', `${field}: is not a column of the model, which takes ${namesOf(wanted)}`, {
		field,
		value: field,
		limit: namesOf(wanted),
	});
}

function namesOf(wanted: RequestColumns): string {
	const names = wanted.columns.slice(0, 40).map((column) => column.name);
	return names.join(', ') + (wanted.columns.length > names.length ? ', ...' : '');
}

function named(wanted: RequestColumns, cells: readonly Cell[][]): Columns {
	return Object.fromEntries(wanted.columns.map((column, i) => [column.name, cells[i] ?? []]));
}

function lengthOf(list: unknown): number {
	return Array.isArray(list) ? list.length : 0;
}
