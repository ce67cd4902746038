import type { Violation } from './expectations.ts';

const VALUE_SHOWN = 60;

/**
 * Builds a violation with its sentence, so that a checker of another kind (SQL over a large file) reports in the same
 * words. `row` from 1; `limit` as the rest of a sentence: "at most 5", "one of AA, UA".
 */
export function violation(found: Partial<Violation> & Pick<Violation, 'expectation'>): Violation {
	const { expectation, column = null, row = null, value = null, limit = null } = found;
	const shown = value === null ? null : shorten(value);
	return {
		expectation,
		column,
		row,
		value: shown,
		limit,
		sentence: sentenceOf({ expectation, column, row, value: shown, limit }),
	};
}

function sentenceOf({ expectation, column, row, value, limit }: Omit<Violation, 'sentence'>): string {
	const place = `${row === null ? '' : `row ${row}, `}column "${column}"`;
	switch (expectation) {
		case 'column-present':
			return `column "${column}" is missing from the file`;
		case 'no-other-columns':
			return `column "${column}" is not expected`;
		case 'row-count':
			return `the file has ${value} rows, expected ${limit}`;
		case 'not-null':
			return `${place}: no value, expected ${limit}`;
		case 'unique-key':
			return value === null ? `${place}: part of the key has no value` : `${place}: the key ${value} is ${limit}`;
		case 'type':
			return `${place}: "${value}" is not ${/^[aeiou]/.test(limit ?? '') ? 'an' : 'a'} ${limit}`;
		default:
			return `${place}: ${value} is not ${limit}`;
	}
}

function shorten(value: string): string {
	return value.length > VALUE_SHOWN ? `${value.slice(0, VALUE_SHOWN - 3)}...` : value;
}
