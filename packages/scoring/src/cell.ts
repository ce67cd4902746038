/** One value of a request as JSON gives it; null = missing. */
export type Cell = number | string | boolean | null;

/** Raw columns by name, all of one length: what a model's signature speaks. */
export type Columns = Record<string, readonly Cell[]>;

/** What a model says about one row. Whole numbers of an int64 output come as numbers, booleans as 0 and 1. */
export type Output = number | string;

/** Per row either the model's output or why it gave none. */
export type Outcome = { output: Output; error: null } | { output: null; error: string };

/** A value for an error message: short, never an object's inside. */
export function describeCell(value: unknown): string {
	if (value === undefined) return 'nothing';
	if (Array.isArray(value)) return 'a list';
	if (typeof value === 'object' && value !== null) return notANumberLiteral(value) ?? 'an object';
	if (typeof value === 'number') return String(value);
	const text = JSON.stringify(value) ?? String(value);
	return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** The key of the stand-in that the body parser puts where a caller wrote NaN or Infinity, which JSON doesn't have. */
export const LITERAL_KEY = '\u0000literal';

function notANumberLiteral(value: object): string | null {
	const literal: unknown = Object.hasOwn(value, LITERAL_KEY) ? Reflect.get(value, LITERAL_KEY) : null;
	return typeof literal === 'string' ? literal : null;
}
