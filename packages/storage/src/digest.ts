import { createHash } from 'node:crypto';
import { DomainError } from '@interlock/domain/error';
import canonicalize from 'canonicalize';

/** Canonical JSON text of a JSON value (RFC 8785): sorted keys, one spelling of each number and string. Throws `invalid` for what has none. */
export function canonicalJson(value: unknown): string {
	const text = spell(value);
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

/** Half of a surrogate pair in a text, or NaN, has no canonical spelling: that is the caller's value, not a failure. */
function spell(value: unknown): string | undefined {
	try {
		return canonicalize(value);
	} catch (error) {
		throw new DomainError('invalid', `body: has no canonical JSON form (${error instanceof Error ? error.message : 'unreadable'})`, { field: 'body' });
	}
}
