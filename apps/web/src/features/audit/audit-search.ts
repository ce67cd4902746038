import { createLoader, parseAsInteger, parseAsString, parseAsStringLiteral } from 'nuqs/server';
import type { AuditQuery } from './types.ts';

/** The log's state as the address holds it; the page on the server and the table in the browser read the same. */
export const auditSearch = {
	q: parseAsString.withDefault(''),
	decision: parseAsStringLiteral(['all', 'denied']).withDefault('all'),
	before: parseAsInteger,
	entry: parseAsInteger,
};

export const loadAuditSearch = createLoader(auditSearch);

const PAGE_SIZE = 50;

/** What the API is asked for the table. */
export function auditInputOf(org: string, { q, decision, before }: AuditQuery) {
	return { org, limit: PAGE_SIZE, ...(q === '' ? {} : { q }), ...(decision === 'denied' ? { decision } : {}), ...(before === null ? {} : { before }) };
}

/** What the API is asked for one entry and the one that it links to, whatever the filter hides. */
export function entryInputOf(org: string, n: number) {
	return { org, before: n + 1, limit: 2 };
}
