import { DomainError } from '@interlock/domain/error';
import { fitsScalar, SCALAR_WANTED } from '@interlock/domain/signature';
import { type Cell, describeCell } from './cell.ts';
import type { RequestColumn } from './request-columns.ts';

/** Is the value one that the column takes? Finite numbers only, and null only where the column is optional. */
export function fitsColumn(column: RequestColumn, value: unknown): value is Cell {
	if (value === null) return !column.required;
	if (typeof value === 'number' && !Number.isFinite(value)) return false;
	return fitsScalar(column.type, value);
}

/** Why a value doesn't fit, as a sentence that names column, row, limit and value. */
export function misfit(column: RequestColumn, value: unknown, row: number): DomainError {
	const { name, type, required } = column;
	const wanted = typeof value === 'number' && !Number.isFinite(value) ? 'a finite number' : SCALAR_WANTED[type];
	const shown = describeCell(value);
	const problem = value === null ? `is required, row ${row} has null` : `row ${row} must be ${wanted} (${type}), got ${shown}`;
	const limit = value === null ? 'a required column' : `${type}: ${wanted}${required ? '' : ' or null'}`;
	return new DomainError('invalid', `${name}: ${problem}`, { field: name, value: shown, limit });
}
