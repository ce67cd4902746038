import { DomainError } from '@interlock/domain/error';

// Rules
// 1. A field is read once, by name and type; unknown fields are ignored, as protobuf's JSON reader does.
// 2. The sentences for missing and wrong values are those of the MLflow server: its clients and tests compare them.
// 3. 64-bit integers come as numbers or as decimal texts, floats also as "NaN", "Infinity" and "-Infinity".

const DOCS = ' See the API docs for more information about request parameters.';

/** The fields of one request or of one message inside it. */
export interface Fields {
	/** A text; undefined when absent. */
	text(name: string): string | undefined;
	/** A text that must be there and not be empty. */
	requiredText(name: string): string;
	integer(name: string): number | undefined;
	/** A number, NaN and infinities included. */
	number(name: string): number | undefined;
	boolean(name: string): boolean | undefined;
	/** A list of texts; empty when absent. */
	texts(name: string): string[];
	/** A list of messages; empty when absent. */
	messages(name: string): Fields[];
	/** One message, or undefined. */
	message(name: string): Fields | undefined;
	has(name: string): boolean;
	/** Throws the sentence for a field that must be there. */
	missing(name: string): never;
}

/** Reads fields of a JSON object. `path` prefixes names in sentences: `metrics[0].` */
export function fieldsOf(source: Readonly<Record<string, unknown>>, path = ''): Fields {
	const raw = (name: string): unknown => (Object.hasOwn(source, name) ? source[name] : undefined) ?? undefined;
	const missing = (name: string): never => {
		throw new DomainError('invalid', `Missing value for required parameter '${path}${name}'.${DOCS}`, { field: `${path}${name}`, limit: 'required' });
	};
	const wrong = (name: string, value: unknown): never => {
		const shown = JSON.stringify(value) ?? 'null';
		throw new DomainError(
			'invalid',
			`Invalid value ${shown.slice(0, 200)} for parameter '${path}${name}' supplied:  Hint: Value was of type '${pythonType(value)}'.${DOCS}`,
			{
				field: `${path}${name}`,
				value: shown.slice(0, 80),
			},
		);
	};
	const list = (name: string): unknown[] => {
		const value = raw(name);
		if (value === undefined) return [];
		return Array.isArray(value) ? value : wrong(name, value);
	};
	const fields: Fields = {
		text(name) {
			const value = raw(name);
			return value === undefined || typeof value === 'string' ? value : wrong(name, value);
		},
		requiredText(name) {
			const value = fields.text(name);
			return value === undefined || value === '' ? missing(name) : value;
		},
		integer(name) {
			const value = raw(name);
			if (value === undefined) return undefined;
			const number = typeof value === 'string' && /^\s*[+-]?\d+\s*$/.test(value) ? Number(value) : value;
			return typeof number === 'number' && Number.isInteger(number) ? number : wrong(name, value);
		},
		number(name) {
			const value = raw(name);
			if (value === undefined) return undefined;
			return typeof value === 'number' ? value : (floatOf(value) ?? wrong(name, value));
		},
		boolean(name) {
			const value = raw(name);
			if (value === undefined || typeof value === 'boolean') return value;
			const word = typeof value === 'string' ? value.toLowerCase() : '';
			return word === 'true' || word === 'false' ? word === 'true' : wrong(name, value);
		},
		texts(name) {
			const value = raw(name);
			const items = typeof value === 'string' ? [value] : list(name);
			return items.map((item) => (typeof item === 'string' ? item : wrong(name, value)));
		},
		messages: (name) => list(name).map((item, i) => (isObject(item) ? fieldsOf(item, `${path}${name}[${i}].`) : wrong(`${name}[${i}]`, item))),
		message(name) {
			const value = raw(name);
			if (value === undefined) return undefined;
			return isObject(value) ? fieldsOf(value, `${path}${name}.`) : wrong(name, value);
		},
		has: (name) => raw(name) !== undefined,
		missing,
	};
	return fields;
}

function floatOf(value: unknown): number | undefined {
	if (typeof value !== 'string') return undefined;
	const text = value.trim();
	if (/^nan$/i.test(text)) return Number.NaN;
	if (/^[+-]?inf(inity)?$/i.test(text)) return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
	return text !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined;
}

function pythonType(value: unknown): string {
	if (value === null || value === undefined) return 'NoneType';
	if (typeof value === 'boolean') return 'bool';
	if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
	if (typeof value === 'string') return 'str';
	return Array.isArray(value) ? 'list' : 'dict';
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
