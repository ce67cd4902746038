/*
 * Rules. A row may name only columns of the signature, and must name every required one.
 * Only an optional column may be null or absent. NaN and infinities are refused, as a missing value is written null.
 * A whole number fits a double; 1.5 doesn't fit an integer; a numeric text or a boolean is not a number.
 * Tensor and nested columns are taken as they are.
 */
import { readTimeMs } from '../dataset/read-value.ts';
import type { ModelSignature, ScalarType, SignatureField } from './model-signature.ts';

export interface RowProblem {
	code: 'unknown-column' | 'missing-column' | 'missing-value' | 'not-finite' | 'wrong-type';
	column: string;
	/** As a sentence that names column, row and limit. */
	sentence: string;
}

/** The first problem of one row (columns by name) or null. `row` is only named in the sentence; count as your caller does. */
export function checkRow(signature: ModelSignature, values: Readonly<Record<string, unknown>>, row: number): RowProblem | null {
	for (const field of signature.inputs) {
		const problem = field.name === null ? null : checkField(field, field.name, values, row);
		if (problem !== null) return problem;
	}
	const unknown = Object.keys(values).find((name) => !signature.inputs.some((field) => field.name === name));
	if (unknown === undefined) return null;
	const known = signature.inputs.flatMap((field) => field.name ?? []).join(', ');
	return {
		code: 'unknown-column',
		column: unknown,
		sentence: `${unknown}: row ${row} has this column, the model takes ${known}`,
	};
}

function checkField(field: SignatureField, column: string, values: Readonly<Record<string, unknown>>, row: number): RowProblem | null {
	const value = Object.hasOwn(values, column) ? values[column] : undefined;
	const problem = (code: RowProblem['code'], text: string) => ({ code, column, sentence: `${column}: ${text}` });
	if (value === undefined) return field.required ? problem('missing-column', `row ${row} lacks this required column`) : null;
	if (value === null) return field.required ? problem('missing-value', `row ${row} has null in a required column`) : null;
	if (typeof value === 'number' && !Number.isFinite(value)) {
		return problem('not-finite', `row ${row} must be a finite number (${describe(field)}), got ${value}`);
	}
	if (field.kind !== 'scalar' || fitsScalar(field.type, value)) return null;
	return problem('wrong-type', `row ${row} must be ${SCALAR_WANTED[field.type]} (${field.type}), got ${shorten(value)}`);
}

/** What a value of each type must be, for "must be ..." sentences. */
export const SCALAR_WANTED: Record<ScalarType, string> = {
	boolean: 'true or false',
	integer: 'a whole number of 32 bits',
	long: 'a whole number',
	float: 'a number',
	double: 'a number',
	string: 'a text',
	binary: 'base64 text',
	datetime: 'an ISO 8601 time',
};

/** Does a JSON value fit a column's type? Numbers are taken as finite; null is for the caller to judge. */
export function fitsScalar(type: ScalarType, value: unknown): boolean {
	switch (type) {
		case 'boolean':
			return typeof value === 'boolean';
		case 'integer':
			return typeof value === 'number' && Number.isInteger(value) && Math.abs(value + 0.5) < 2 ** 31;
		case 'long':
			return Number.isSafeInteger(value);
		case 'float':
		case 'double':
			return typeof value === 'number';
		case 'string':
			return typeof value === 'string';
		case 'binary':
			return typeof value === 'string' && /^[A-Za-z0-9+/]*={0,2}$/.test(value) && value.length % 4 === 0;
		case 'datetime':
			return typeof value === 'string' && readTimeMs(value) !== null;
	}
}

function describe(field: SignatureField): string {
	return field.kind === 'tensor' ? field.dtype : field.type;
}

function shorten(value: unknown): string {
	const text = JSON.stringify(value) ?? String(value);
	return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
