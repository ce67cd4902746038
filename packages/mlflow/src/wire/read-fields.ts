import { DomainError } from '@interlock/domain/error';
import { type Fields, fieldsOf } from './fields.ts';

/** Fields of a GET: the query, where a repeated name is a list. */
export function readQuery(url: URL): Fields {
	const record: Record<string, unknown> = Object.create(null);
	for (const name of new Set(url.searchParams.keys())) {
		const values = url.searchParams.getAll(name);
		for (const value of values) refuseNul(value);
		record[name] = values.length === 1 ? values[0] : values;
	}
	return fieldsOf(record);
}

/** Fields of a JSON body, at most `maxBytes` long; an absent body has none. Throws `invalid`, `too-large`. */
export async function readBody(request: Request, maxBytes: number): Promise<Fields> {
	const text = await readText(request, maxBytes);
	if (text.trim() === '') return fieldsOf({});
	const type = request.headers.get('content-type');
	if (type === null || !/^application\/(?:[\w.+-]+\+)?json\b/i.test(type)) {
		throw new DomainError(
			'invalid',
			type === null ? 'Bad Request. Content-Type header is missing.' : "Bad Request. Content-Type must be one of ['application/json'].",
			{ field: 'Content-Type', value: type?.slice(0, 80), limit: 'application/json' },
		);
	}
	let body = parseJson(text);
	// Old clients send their JSON encoded twice.
	if (typeof body === 'string') body = parseJson(body);
	if (body === null) return fieldsOf({});
	if (typeof body !== 'object' || Array.isArray(body))
		throw new DomainError('invalid', 'body: must be a JSON object', { field: 'body', limit: 'a JSON object' });
	if (text.includes('\\u0000')) refuseNulInside(body);
	return fieldsOf(body as Record<string, unknown>);
}

async function readText(request: Request, maxBytes: number): Promise<string> {
	const tooLarge = () => new DomainError('too-large', `body: more than the limit of ${maxBytes} bytes`, { field: 'body', limit: `${maxBytes} bytes` });
	if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge();
	if (!request.body) return '';
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
		size += chunk.byteLength;
		if (size > maxBytes) throw tooLarge();
		chunks.push(chunk);
	}
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
	} catch {
		throw new DomainError('invalid', 'body: must be UTF-8', { field: 'body', limit: 'UTF-8' });
	}
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch (error) {
		throw new DomainError('invalid', `body: not JSON: ${error instanceof Error ? error.message.slice(0, 160) : ''}`, {
			field: 'body',
			limit: 'JSON',
			reason: 'malformed',
		});
	}
}

/** The database holds no text with U+0000; said here, once, for every field. */
function refuseNulInside(value: unknown): void {
	if (typeof value === 'string') refuseNul(value);
	else if (Array.isArray(value)) value.forEach(refuseNulInside);
	else if (typeof value === 'object' && value !== null) {
		for (const [name, inner] of Object.entries(value)) {
			refuseNul(name);
			refuseNulInside(inner);
		}
	}
}

function refuseNul(text: string): void {
	if (text.includes('\u0000'))
		throw new DomainError('invalid', `Invalid value ${JSON.stringify(text.slice(0, 80))}: must not contain the character U+0000`, {
			field: 'body',
			limit: 'no U+0000',
		});
}
