import { DomainError } from '@interlock/domain/error';
import type { Columns } from './cell.ts';
import { columnsOfLists, columnsOfRecords, columnsOfRows } from './columns-of.ts';
import { parseInvocationJson } from './invocation-json.ts';
import type { RequestColumns } from './request-columns.ts';

export interface Invocation {
	columns: Columns;
	/** Number of rows, at least 1. */
	rows: number;
}

export interface InvocationLimits {
	/** Most rows of one request. */
	maxRows?: number;
}

const FORMS = ['dataframe_split', 'dataframe_records', 'instances', 'inputs'] as const;
type Form = (typeof FORMS)[number];

/**
 * Reads a request body in one of MLflow's four JSON forms against a model's signature: every column checked, optional columns that are absent
 * filled with null. `params` is accepted and has no effect on an ONNX graph.
 * Throws DomainError `invalid` that names the field (a column where there is one), the value and the limit.
 */
export function parseInvocation(body: string, wanted: RequestColumns, limits: InvocationLimits = {}): Invocation {
	const { value, hadLiteral } = parseInvocationJson(body);
	const form = readForm(value);
	const columns = readColumns(form.name, form.value, wanted, limits.maxRows ?? Number.POSITIVE_INFINITY);
	if (hadLiteral) throw invalid('body', 'NaN and Infinity are not JSON; send null for a missing value', 'NaN');
	const rows = Object.values(columns)[0]?.length ?? 0;
	if (rows === 0) throw invalid(form.name, 'holds no rows', '[]');
	return { columns, rows };
}

function readForm(body: unknown): { name: Form; value: unknown } {
	if (!isObject(body)) throw invalid('body', `must be an object with exactly one of ${FORMS.join(', ')}`);
	const unknown = Object.keys(body).find((key) => key !== 'params' && !FORMS.some((form) => form === key));
	if (unknown !== undefined) throw invalid(unknown.slice(0, 60), `is not a part of a request; it takes exactly one of ${FORMS.join(', ')}, and params`);
	const given = FORMS.filter((form) => Object.hasOwn(body, form));
	const [name] = given;
	if (name === undefined || given.length > 1) {
		throw invalid('body', `must have exactly one of ${FORMS.join(', ')}, got ${given.join(' and ') || 'none'}`);
	}
	if (body.params !== undefined && body.params !== null && !isObject(body.params)) throw invalid('params', 'must be an object');
	return { name, value: body[name] };
}

function readColumns(form: Form, value: unknown, wanted: RequestColumns, maxRows: number): Columns {
	if (form === 'dataframe_split') return readSplit(value, wanted, maxRows);
	if (form === 'inputs' && isObject(value)) return readInputs(value, wanted, maxRows);
	const rows = readRows(form, value, maxRows);
	if (form !== 'dataframe_records' && wanted.isMatrix) return columnsOfRows(form, rows, wanted);
	if (form === 'inputs') throw invalid('inputs', 'must be an object of columns, each a list of values');
	return columnsOfRecords(form, rows, wanted);
}

function readSplit(split: unknown, wanted: RequestColumns, maxRows: number): Columns {
	if (!isObject(split)) throw invalid('dataframe_split', 'must be an object with columns and data');
	const unknown = Object.keys(split).find((key) => key !== 'columns' && key !== 'data' && key !== 'index');
	if (unknown !== undefined) throw invalid(`dataframe_split.${unknown.slice(0, 60)}`, 'is unknown; a split frame has columns, data and an optional index');
	const { columns, index } = split;
	const data = readRows('dataframe_split.data', split.data, maxRows);
	if (index !== undefined && !(Array.isArray(index) && index.length === data.length)) {
		throw invalid('dataframe_split.index', `must be a list with one entry for each of the ${data.length} rows`);
	}
	if (columns === undefined && wanted.isMatrix) return columnsOfRows('dataframe_split.data', data, wanted);
	if (!Array.isArray(columns) || !columns.every((name) => typeof name === 'string' || (wanted.isMatrix && Number.isInteger(name)))) {
		throw invalid('dataframe_split.columns', 'must be a list of column names');
	}
	return columnsOfRows('dataframe_split.data', data, wanted, columns.map(String));
}

function readInputs(inputs: Record<string, unknown>, wanted: RequestColumns, maxRows: number): Columns {
	const names = Object.keys(inputs);
	const [only] = names;
	if (wanted.isMatrix && names.length === 1 && only !== undefined) {
		const rows = readRows('inputs', inputs[only], maxRows);
		return columnsOfRows('inputs', rows, wanted);
	}
	for (const name of names) readRows(name.slice(0, 60), inputs[name], maxRows);
	return columnsOfLists(inputs, wanted);
}

function readRows(field: string, value: unknown, maxRows: number): unknown[] {
	if (!Array.isArray(value)) throw invalid(field, 'must be a list');
	if (value.length > maxRows)
		throw new DomainError('invalid', `${field}: ${value.length} rows, the limit is ${maxRows}`, {
			field,
			value: value.length,
			limit: `${maxRows} rows`,
		});
	return value;
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalid(field: string, problem: string, value?: string): DomainError {
	return new DomainError('invalid', `${field}: ${problem}`, { field, value, limit: problem });
}
