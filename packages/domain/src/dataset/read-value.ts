const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const INTEGER = /^[+-]?\d+$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const TIMESTAMP = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?\s?(Z|[+-]\d{2}:?\d{2})?$/;

/** A finite number from number, bigint or numeric text; otherwise null. */
export function readNumber(value: unknown): number | null {
	if (typeof value === 'number') return Number.isFinite(value) ? value : null;
	if (typeof value === 'bigint') return Number(value);
	if (typeof value !== 'string' || !NUMBER.test(value.trim())) return null;
	const number = Number(value);
	return Number.isFinite(number) ? number : null;
}

/** A whole number that a double holds exactly, from the same; otherwise null. */
export function readInteger(value: unknown): number | null {
	if (typeof value === 'string' && !INTEGER.test(value.trim())) return null;
	const number = readNumber(value);
	return number !== null && Number.isSafeInteger(number) ? number : null;
}

/** ms since the epoch from a Date, a finite number of ms, or ISO 8601 text (UTC where it names no zone); otherwise null. */
export function readTimeMs(value: unknown): number | null {
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.getTime();
	if (typeof value === 'number' || typeof value === 'bigint') return readNumber(value);
	if (typeof value !== 'string') return null;
	const text = value.trim();
	if (DATE.test(text)) return finiteOrNull(Date.parse(text));
	const match = TIMESTAMP.exec(text);
	if (match === null) return null;
	const zone = match[3];
	const local = zone === undefined ? text : text.slice(0, -zone.length).trim();
	const offset = zone === undefined ? 'Z' : zone.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2');
	return finiteOrNull(Date.parse(`${local.replace(' ', 'T')}${offset}`));
}

/** Whether a value is a calendar date without a time of day. */
export function isDateText(value: unknown): boolean {
	return typeof value === 'string' && DATE.test(value.trim()) && readTimeMs(value) !== null;
}

/** true or false from boolean or the text of one; otherwise null. */
export function readBoolean(value: unknown): boolean | null {
	if (typeof value === 'boolean') return value;
	if (value === 'true' || value === 'True' || value === 'TRUE') return true;
	if (value === 'false' || value === 'False' || value === 'FALSE') return false;
	return null;
}

/** A category's name; null, undefined and NaN are missing. */
export function readText(value: unknown): string | null {
	if (value === null || value === undefined) return null;
	if (typeof value === 'number' && Number.isNaN(value)) return null;
	return value instanceof Date ? value.toISOString() : String(value);
}

/** Whether a row has no value: null, undefined or NaN. */
export function isMissing(value: unknown): boolean {
	return readText(value) === null;
}

function finiteOrNull(value: number): number | null {
	return Number.isFinite(value) ? value : null;
}
