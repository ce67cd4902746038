import { DomainError } from '../../error/domain-error.ts';

/** Where a page ended: the values of the sort keys of its last row, in order. */
export type PageKey = (string | number)[];

/** An opaque text for a page's end. */
export function pageToken(key: PageKey): string {
	const bytes = new TextEncoder().encode(JSON.stringify(key));
	return btoa(String.fromCharCode(...bytes))
		.replaceAll('+', '-')
		.replaceAll('/', '_')
		.replaceAll('=', '');
}

/** Reads a page token; it must have as many values as the search has sort keys. Throws `invalid`. */
export function readPageToken(token: string, length: number): PageKey {
	const refused = () =>
		new DomainError('invalid', 'Invalid page token, could not be read; it belongs to another search', { field: 'page_token', value: token.slice(0, 80) });
	try {
		const text = atob(token.replaceAll('-', '+').replaceAll('_', '/'));
		const key: unknown = JSON.parse(new TextDecoder().decode(Uint8Array.from(text, (c) => c.charCodeAt(0))));
		if (Array.isArray(key) && key.length === length && key.every((v) => typeof v === 'string' || typeof v === 'number')) return key;
	} catch {
		throw refused();
	}
	throw refused();
}
