import type { RouteFollower } from './follow-routes.ts';
import type { ReadyReport } from './request-listener.ts';
import type { PredictionLog } from './prediction-log.ts';
import type { ShadowQueue } from './shadow-queue.ts';

/**
 * What `/readyz` says. Anybody who reaches the port can read it, so it names versions by id only, and the reason of a refusal without its details
 * (those are in the log).
 */
export function readyReport(follower: RouteFollower, log: PredictionLog, shadows: ShadowQueue): ReadyReport {
	const serving = follower.current();
	const endpoints = [...serving.endpoints.values()];
	return {
		ready: follower.isReady(),
		seq: serving.seq,
		endpoints: endpoints.length,
		models: endpoints.flatMap(({ endpoint }) =>
			endpoint.entries.map(({ modelVersionId, role, weight, shadow }) => ({
				endpointId: endpoint.endpointId,
				modelVersionId,
				role,
				weight,
				shadow,
			})),
		),
		refused: serving.refusals.map(({ endpointId, modelVersionId, reason }) => ({ endpointId, modelVersionId, reason })),
		spool: log.counts(),
		shadow: shadows.counts(),
		lastContactMs: follower.lastContactMs(),
	};
}
