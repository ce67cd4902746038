import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** Canonical JSON text of a JSON value (RFC 8785): sorted keys, one spelling of each number and string. */
export function canonicalJson(value: unknown): string {
	const text = canonicalize(value);
	if (text === undefined) throw new TypeError('canonicalJson: the value has no JSON form');
	return text;
}

/** sha256 of bytes or of a UTF-8 text, 64 lower-case hex characters. */
export function sha256Hex(content: Uint8Array | string): string {
	return createHash('sha256').update(content).digest('hex');
}

/** sha256 of the canonical JSON of a value, 64 lower-case hex characters. */
export function digestJson(value: unknown): string {
	return sha256Hex(canonicalJson(value));
}
