import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { DomainError } from '@interlock/domain/error';

/** Refuses what isn't UTF-8 JSON before a byte of it is read. Throws DomainError `unsupported-media` or `too-large`. */
export function checkBodyHeaders(request: IncomingMessage, maxBytes: number): void {
	const { 'content-type': contentType = '', 'content-encoding': encoding, 'content-length': length } = request.headers;
	const [type = '', ...parameters] = contentType.split(';').map((part) => part.trim().toLowerCase());
	const charset = parameters
		.find((parameter) => parameter.startsWith('charset='))
		?.slice(8)
		.replaceAll('"', '');
	const isJson = type === 'application/json' && (charset === undefined || charset === 'utf-8' || charset === 'utf8');
	if (!isJson) {
		const value = contentType.slice(0, 60);
		throw new DomainError('unsupported-media', `Content-Type: must be application/json in UTF-8, got ${JSON.stringify(value)}`, {
			field: 'Content-Type',
			value,
		});
	}
	if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
		throw new DomainError('unsupported-media', `Content-Encoding: must be absent, got ${JSON.stringify(encoding.slice(0, 60))}`, { field: 'Content-Encoding' });
	}
	if (length !== undefined && Number(length) > maxBytes) throw tooLarge(maxBytes);
}

/** Reads a body of at most `maxBytes`. Rejects with DomainError `too-large` as soon as it is longer, `invalid` when it isn't UTF-8, and when the caller leaves. */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<string> {
	return new Promise((resolve, reject) => {
		const chunks: Buffer[] = [];
		let sizeBytes = 0;
		request.on('data', (chunk: Buffer) => {
			sizeBytes += chunk.byteLength;
			if (sizeBytes > maxBytes) {
				request.removeAllListeners('data');
				reject(tooLarge(maxBytes));
				return;
			}
			chunks.push(chunk);
		});
		request.on('end', () => {
			const [first] = chunks;
			const body = chunks.length === 1 && first ? first : Buffer.concat(chunks);
			if (isUtf8(body)) resolve(body.toString('utf8'));
			else reject(new DomainError('invalid', 'body: must be UTF-8', { field: 'body', limit: 'UTF-8' }));
		});
		request.on('error', reject);
		request.on('close', () => {
			if (!request.complete) reject(new CallerLeft());
		});
	});
}

/** The caller closed the connection before its body was whole: nobody is there to answer. */
export class CallerLeft extends Error {}

function tooLarge(maxBytes: number): DomainError {
	return new DomainError('too-large', `body: more than the limit of ${maxBytes} bytes`, {
		field: 'body',
		limit: `${maxBytes} bytes`,
	});
}
