import type { RouteEntry, RouteTable, ServedEndpoint, ServedToken } from '@interlock/contracts/serving';
import type { ServedVersion } from './served-version.ts';

export interface Route {
	entry: RouteEntry;
	version: ServedVersion;
}

export interface EndpointRoutes {
	/** As the table says, with the entries that are really served. */
	endpoint: ServedEndpoint;
	champion: Route | null;
	candidate: Route | null;
	shadows: Route[];
}

/** A version that the table names and this server doesn't serve. */
export interface Refusal {
	endpointId: string;
	modelVersionId: string;
	reason: 'digest differs' | 'cannot be opened' | 'bytes unavailable';
	detail: string;
	/** False while bytes that couldn't be had may still come. */
	isFinal: boolean;
	/** The first of the tries in a row that ended so, and how many they are. */
	sinceMs: number;
	tries: number;
}

/** Everything a request needs, looked up in memory. Never changed: a new table makes a new one. */
export interface Serving {
	/** The newest sequence that is served but for the versions refused for good; null before the first table. */
	seq: number | null;
	/** The newest that is served whole: a restart goes on from there, and so tries what was refused again. */
	wholeSeq: number | null;
	/** By `org/project/name`. */
	endpoints: ReadonlyMap<string, EndpointRoutes>;
	/** By key id. */
	tokens: ReadonlyMap<string, ServedToken>;
	refusals: Refusal[];
}

export const EMPTY_SERVING: Serving = { seq: null, wholeSeq: null, endpoints: new Map(), tokens: new Map(), refusals: [] };

export function addressOf(endpoint: { org: string; project: string; name: string }): string {
	return `${endpoint.org}/${endpoint.project}/${endpoint.name}`;
}

/** The routes of an endpoint by what each does: a candidate answers a share, a shadow answers nobody. */
export function arrangeRoutes(endpoint: ServedEndpoint, routes: Route[]): EndpointRoutes {
	const answering = routes.filter((route) => !route.entry.shadow);
	return {
		endpoint,
		champion: answering.find((route) => route.entry.role === 'champion') ?? null,
		candidate: answering.find((route) => route.entry.role === 'candidate') ?? null,
		shadows: routes.filter((route) => route.entry.shadow),
	};
}

/** The table that describes what is served, to be kept on disk. */
export function tableOf(serving: Serving): RouteTable {
	return {
		seq: serving.wholeSeq ?? 0,
		endpoints: [...serving.endpoints.values()].map((routes) => routes.endpoint),
		tokens: [...serving.tokens.values()],
	};
}
