import { createLoader, parseAsInteger, parseAsString, parseAsStringLiteral } from 'nuqs/server';
import { type AuditQuery, type Span, SPANS } from './types.ts';

/** The log's state as the address holds it; the page on the server and the table in the browser read the same. */
export const auditSearch = {
	q: parseAsString.withDefault(''),
	when: parseAsStringLiteral(SPANS),
	actor: parseAsString,
	action: parseAsString,
	target: parseAsString,
	project: parseAsString,
	decision: parseAsStringLiteral(['allowed', 'denied']),
	before: parseAsInteger,
	entry: parseAsInteger,
};

export const loadAuditSearch = createLoader(auditSearch);

const PAGE_SIZE = 50;
const HOURS: Record<Span, number> = { '1h': 1, '48h': 48, '7d': 168, '30d': 720 };

/** Shows everything. */
export const NO_FILTER = { q: '', when: null, actor: null, action: null, target: null, project: null, decision: null, before: null } as const;

/** What the API is asked for the table. */
export function auditInputOf(org: string, { q, when, before, actor, action, target, project, decision }: AuditQuery) {
	return {
		org,
		limit: PAGE_SIZE,
		...(q === '' ? {} : { q }),
		...(when === null ? {} : { withinHours: HOURS[when] }),
		...(actor === null ? {} : { actor }),
		...(action === null ? {} : { action }),
		...(target === null ? {} : { target }),
		...(project === null ? {} : { project }),
		...(decision === null ? {} : { decision }),
		...(before === null ? {} : { before }),
	};
}

/** What the API is asked for one entry and those beside it in the chain, whatever the filter hides. */
export function entryInputOf(org: string, n: number) {
	return { org, before: n + 2, limit: 3 };
}
