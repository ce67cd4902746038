import { createHash } from 'node:crypto';
import type { EndpointRoutes, Route } from './serving.ts';

// Rules
// 1. A sticky key always gets the same version while the weight stays; raising the weight moves keys to the candidate and none back.
// 2. The candidate answers the keys whose share is below its weight, the champion the others.
// 3. Without a champion there is nobody to protect: the candidate answers every key.
// 4. A shadow answers nobody.

/** The version that answers a sticky key, or null when none does. */
export function chooseRoute(routes: EndpointRoutes, stickyKey: string): Route | null {
	const { champion, candidate } = routes;
	if (candidate === null || champion === null) return champion ?? candidate;
	const { weight } = candidate.entry;
	if (weight <= 0) return champion;
	return weight >= 100 || shareOf(routes.endpoint.endpointId, stickyKey) < weight ? candidate : champion;
}

/** Where a sticky key stands among an endpoint's traffic, in percent [0, 100): the first 32 bits of sha256 of `<endpoint id>:<key>`. */
export function shareOf(endpointId: string, stickyKey: string): number {
	return (createHash('sha256').update(`${endpointId}:${stickyKey}`).digest().readUInt32BE(0) / 2 ** 32) * 100;
}
