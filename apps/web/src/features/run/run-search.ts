import { createLoader, parseAsArrayOf, parseAsBoolean, parseAsInteger, parseAsString, parseAsStringLiteral } from 'nuqs/server';
import type { RunListQuery } from './types.ts';

/** The runs table's state as the address holds it; the page on the server and the table in the browser read the same. */
export const runSearch = {
	state: parseAsStringLiteral(['all', 'running', 'failed']).withDefault('all'),
	q: parseAsString.withDefault(''),
	/** Absent: the columns most runs have. */
	metrics: parseAsArrayOf(parseAsString),
	params: parseAsArrayOf(parseAsString),
	sort: parseAsString.withDefault('started'),
	descending: parseAsBoolean.withDefault(true),
	offset: parseAsInteger.withDefault(0),
};

export const loadRunSearch = createLoader(runSearch);

export const PAGE_SIZE = 50;
const SHOWN_AT_FIRST = 3;

type Search = Omit<RunListQuery, 'metrics' | 'params'> & { metrics: string[] | null; params: string[] | null };

/** The table's query: columns that the address doesn't name are the first of those that most runs have. */
export function queryOf(search: Search, columns: { metrics: { key: string }[]; params: { key: string }[] }): RunListQuery {
	const first = (keys: { key: string }[]) => keys.slice(0, SHOWN_AT_FIRST).map(({ key }) => key);
	return { ...search, metrics: search.metrics ?? first(columns.metrics), params: search.params ?? first(columns.params) };
}

/** What the API is asked for a query. */
export function inputOf(place: { org: string; project: string }, query: RunListQuery) {
	return {
		...place,
		state: query.state,
		...(query.q === '' ? {} : { filter: query.q }),
		sort: `${sortField(query.sort)} ${query.descending ? 'DESC' : 'ASC'}`,
		columns: [...query.metrics.map((key) => `metrics.${key}`), ...query.params.map((key) => `params.${key}`)],
		offset: query.offset,
		limit: PAGE_SIZE,
	};
}

/** A column as MLflow's search language orders by it; keys with signs are quoted. */
function sortField(sort: string): string {
	if (sort === 'started') return 'attributes.start_time';
	if (sort === 'duration') return 'attributes.duration';
	const at = sort.indexOf('.');
	const key = sort.slice(at + 1);
	return `${sort.slice(0, at)}.${/^[A-Za-z0-9_.]+$/.test(key) ? key : `\`${key}\``}`;
}
