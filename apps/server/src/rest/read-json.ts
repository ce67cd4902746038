import { DomainError } from '@interlock/domain/error';

/** Reads a JSON body up to a limit. Throws `unsupported-media`, `too-large` or `invalid`. */
export async function readJson(request: Request, maxBytes: number): Promise<unknown> {
	const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
	if (type !== 'application/json') {
		throw new DomainError('unsupported-media', `content-type: must be application/json (got ${type.slice(0, 80) || 'nothing'})`, {
			field: 'content-type',
			value: type.slice(0, 80),
		});
	}
	const text = new TextDecoder().decode(await readBytes(request, maxBytes));
	const value = parse(text);
	if (HALF_PAIR.test(text)) refuseHalfPairs(value);
	return value;
}

async function readBytes(request: Request, maxBytes: number): Promise<Buffer> {
	const tooLarge = () => new DomainError('too-large', `body: more than the limit of ${maxBytes} bytes`, { field: 'body', limit: `${maxBytes} bytes` });
	if (Number(request.headers.get('content-length')) > maxBytes) throw tooLarge();
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of request.body ?? []) {
		size += chunk.byteLength;
		if (size > maxBytes) throw tooLarge();
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch (error) {
		throw new DomainError('invalid', `body: is not JSON (${error instanceof Error ? error.message.slice(0, 120) : 'unreadable'})`, { field: 'body' });
	}
}

/** Half of a surrogate pair, written as an escape: no text that can be stored or hashed. */
const HALF_PAIR = /\\u[dD][89a-fA-F]/;

function refuseHalfPairs(value: unknown): void {
	if (typeof value === 'string' && !value.isWellFormed()) throw new DomainError('invalid', 'body: has half of a surrogate pair', { field: 'body' });
	if (typeof value !== 'object' || value === null) return;
	for (const [key, inner] of Object.entries(value)) {
		refuseHalfPairs(key);
		refuseHalfPairs(inner);
	}
}
