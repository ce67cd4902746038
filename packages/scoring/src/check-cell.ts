import { DomainError } from '@interlock/domain/error';
import { type Cell, describeCell } from './cell.ts';
import type { ColumnType, SignatureColumn } from './signature.ts';

const WANTED: Record<ColumnType, string> = {
	boolean: 'true or false',
	integer: 'a whole number from -2147483648 to 2147483647',
	long: 'a whole number from -9007199254740991 to 9007199254740991',
	float: 'a finite number',
	double: 'a finite number',
	string: 'a text',
	datetime: 'an ISO 8601 time',
};
const ISO_TIME = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/** Is the value one that the column takes? A whole number is a double too; a boolean or a numeric text isn't a number. */
export function fitsColumn(column: SignatureColumn, value: unknown): value is Cell {
	if (value === null || value === undefined) return !column.required && value === null;
	switch (column.type) {
		case 'float':
		case 'double':
			return typeof value === 'number' && Number.isFinite(value);
		case 'string':
			return typeof value === 'string';
		case 'long':
			return Number.isSafeInteger(value);
		case 'integer':
			return Number.isInteger(value) && (value as number) >= -2147483648 && (value as number) <= 2147483647;
		case 'boolean':
			return typeof value === 'boolean';
		case 'datetime':
			return typeof value === 'string' && ISO_TIME.test(value) && !Number.isNaN(Date.parse(value));
	}
}

/** Why a value doesn't fit, as a sentence that names column, row, limit and value. */
export function misfit(column: SignatureColumn, value: unknown, row: number): DomainError {
	const wanted = WANTED[column.type];
	const missing = value === null || value === undefined;
	const limit = missing ? 'a required column' : `${column.type}: ${wanted}${column.required ? '' : ' or null'}`;
	const problem = missing ? `is required, row ${row} has ${describeCell(value)}` : `row ${row} must be ${wanted} (${column.type}), got ${describeCell(value)}`;
	return new DomainError('invalid', `${column.name}: ${problem}`, { field: column.name, value: describeCell(value), limit });
}
