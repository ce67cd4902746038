import type { ColumnExpectation, Violation } from './expectations.ts';
import { isDateText, isMissing, readBoolean, readInteger, readNumber, readText, readTimeMs } from './read-value.ts';
import type { ColumnType } from './schema.ts';
import { violation } from './violation.ts';

interface Column {
	name: string;
	type: ColumnType;
	values: ArrayLike<unknown>;
}

type Judge = (value: unknown) => Pick<Violation, 'expectation' | 'limit'> | null;

/** Judges one column row by row, first broken promise of each row only; returns how many promises were looked at. */
export function checkColumn(expected: ColumnExpectation, column: Column, add: (found: Violation) => void): number {
	const judges = judgesOf(expected, column.type);
	const notNull = expected.notNull === true;
	for (let row = 0; row < column.values.length; row += 1) {
		const value = column.values[row];
		const at = { column: column.name, row: row + 1 };
		if (isMissing(value)) {
			if (notNull) add(violation({ expectation: 'not-null', ...at, value: null, limit: 'a value in every row' }));
			continue;
		}
		for (const judge of judges) {
			const broken = judge(value);
			if (broken === null) continue;
			add(violation({ ...broken, ...at, value: readText(value) }));
			break;
		}
	}
	return judges.length + (notNull ? 1 : 0);
}

function judgesOf(expected: ColumnExpectation, readAs: ColumnType): Judge[] {
	const { type, min, max, allowed } = expected;
	const judges: Judge[] = [];
	if (type !== undefined) judges.push((value) => (fitsType(type, readAs, value) ? null : { expectation: 'type', limit: type }));
	if (min !== undefined) {
		judges.push((value) => ((readNumber(value) ?? Number.NaN) >= min ? null : { expectation: 'min', limit: `at least ${min}` }));
	}
	if (max !== undefined) {
		judges.push((value) => ((readNumber(value) ?? Number.NaN) <= max ? null : { expectation: 'max', limit: `at most ${max}` }));
	}
	if (allowed !== undefined) {
		const names = new Set(allowed.map(String));
		const limit = `one of ${[...names].slice(0, 8).join(', ')}${names.size > 8 ? `, ... (${names.size})` : ''}`;
		judges.push((value) => (names.has(readText(value) ?? '') ? null : { expectation: 'allowed', limit }));
	}
	return judges;
}

function fitsType(type: ColumnType, readAs: ColumnType, value: unknown): boolean {
	if (type === 'text' || type === readAs) return true;
	switch (type) {
		case 'number':
			return readAs === 'integer' || (readAs === 'text' && readNumber(value) !== null);
		case 'integer':
			return (readAs === 'number' || readAs === 'text') && readInteger(value) !== null;
		case 'boolean':
			return readAs === 'text' && readBoolean(value) !== null;
		case 'timestamp':
			return readAs === 'date' || (readAs === 'text' && readTimeMs(value) !== null);
		case 'date':
			return readAs === 'text' && isDateText(value);
	}
}
