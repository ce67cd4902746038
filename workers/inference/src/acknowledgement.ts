import { MAX_REFUSAL_REASON, MAX_ROUTE_REFUSALS, type RouteAck } from '@interlock/contracts/serving';
import type { Serving } from './serving.ts';

/**
 * What a server says of what it serves: the sequence, and the versions it refuses. null, to say nothing, before the first table and when there
 * are more refusals than can be named: a weight must not count where it isn't served, and a server that is silent isn't waited for.
 */
export function acknowledgementOf(serverId: string, { seq, refusals }: Serving): RouteAck | null {
	const refused = new Map(refusals.filter((refusal) => refusal.isFinal).map((refusal) => [refusal.modelVersionId, refusal]));
	if (seq === null || refused.size > MAX_ROUTE_REFUSALS) return null;
	if (refused.size === 0) return { serverId, seq };
	const named = [...refused.values()].map(({ modelVersionId, reason, detail }) => ({
		modelVersionId,
		reason: (detail || reason).slice(0, MAX_REFUSAL_REASON),
	}));
	return { serverId, seq, refusals: named };
}
