import type { RouteEntry, RouteTable, ServedEndpoint } from '@interlock/contracts/serving';
import { refuseVersion } from './refuse-version.ts';
import { type ServedVersion, versionKey } from './served-version.ts';
import { addressOf, arrangeRoutes, type EndpointRoutes, type Refusal, type Serving } from './serving.ts';

type Load = (orgId: string, entry: RouteEntry) => Promise<ServedVersion>;

/**
 * What to serve after a table: every version is loaded before anything is switched. An endpoint with a version that can't be loaded keeps what it
 * served before, weights included; the sequence is the table's once all such are refused for good. Versions that `before` has are taken over, not
 * loaded again.
 */
export async function applyTable(table: RouteTable, before: Serving, load: Load, nowMs: number): Promise<Serving> {
	const loaded = new Map([...versionsOf(before)].map((version) => [version.key, version]));
	const refusals: Refusal[] = [];
	const endpoints = new Map<string, EndpointRoutes>();
	for (const endpoint of table.endpoints) {
		const address = addressOf(endpoint);
		const refused = await loadMissing(endpoint, loaded, load, (entry, error) => refuseVersion(endpoint, entry, error, before.refusals, nowMs));
		refusals.push(...refused);
		const kept = before.endpoints.get(address);
		if (refused.length === 0) endpoints.set(address, routesOf(endpoint, loaded));
		else if (kept?.endpoint.endpointId === endpoint.endpointId) endpoints.set(address, kept);
		else endpoints.set(address, routesOf({ ...endpoint, entries: [] }, loaded));
	}
	const serving: Serving = {
		seq: refusals.every((refusal) => refusal.isFinal) ? table.seq : before.seq,
		wholeSeq: refusals.length === 0 ? table.seq : before.wholeSeq,
		endpoints,
		tokens: new Map(table.tokens.map((token) => [token.keyId, token])),
		refusals,
	};
	const used = versionsOf(serving);
	for (const version of loaded.values()) if (!used.has(version) && !versionsOf(before).has(version)) version.retire();
	return serving;
}

/** Closes, once they are free, the versions that only the earlier one serves. Call it after the switch. */
export function retireUnused(before: Serving, after: Serving): void {
	const used = versionsOf(after);
	for (const version of versionsOf(before)) if (!used.has(version)) version.retire();
}

function versionsOf(serving: Serving): Set<ServedVersion> {
	const versions = new Set<ServedVersion>();
	for (const { champion, candidate, shadows } of serving.endpoints.values()) {
		for (const route of [champion, candidate, ...shadows]) if (route) versions.add(route.version);
	}
	return versions;
}

async function loadMissing(
	endpoint: ServedEndpoint,
	loaded: Map<string, ServedVersion>,
	load: Load,
	refuse: (entry: RouteEntry, error: unknown) => Refusal,
): Promise<Refusal[]> {
	const refusals: Refusal[] = [];
	for (const entry of endpoint.entries) {
		const key = versionKey(entry);
		if (loaded.has(key)) continue;
		try {
			loaded.set(key, await load(endpoint.orgId, entry));
		} catch (error) {
			refusals.push(refuse(entry, error));
		}
	}
	return refusals;
}

function routesOf(endpoint: ServedEndpoint, loaded: ReadonlyMap<string, ServedVersion>): EndpointRoutes {
	const routes = endpoint.entries.flatMap((entry) => {
		const version = loaded.get(versionKey(entry));
		return version ? [{ entry, version }] : [];
	});
	return arrangeRoutes(endpoint, routes);
}
