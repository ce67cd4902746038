import { DomainError } from '@interlock/domain/error';
import { type Columns, parseInvocation } from '@interlock/scoring';
import type { PredictionLog } from './prediction-log.ts';
import { type Call, logScored, type ScoredRequest, scoreRequest } from './score-request.ts';
import type { Route } from './serving.ts';
import type { ShadowQueue } from './shadow-queue.ts';

export interface ShadowDoor {
	log: PredictionLog;
	shadows: ShadowQueue;
	maxRows: number;
}

/**
 * Has each shadow score an answered request, later. `answered`: the columns that the answering version took, or null when none answered. A request
 * that a shadow's signature refuses although it was answered is that shadow's error on each row.
 */
export function scoreShadows(door: ShadowDoor, call: Call, routes: readonly Route[], answered: Columns | null): void {
	for (const route of routes) {
		const release = route.version.hold();
		const isTaken = door.shadows.add(call.body.length, async () => {
			try {
				const scored = await scoreShadow(call, route, answered, door.maxRows);
				if (scored !== null) await logScored(door.log, scored);
			} finally {
				release();
			}
		});
		if (!isTaken) release();
	}
}

async function scoreShadow(call: Call, route: Route, answered: Columns | null, maxRows: number): Promise<ScoredRequest | null> {
	try {
		return await scoreRequest(call, route, parseInvocation(call.body, route.version.model.wanted, { maxRows }).columns);
	} catch (error) {
		if (!(error instanceof DomainError)) throw error;
		if (answered === null) return null;
		const rows = Object.values(answered)[0]?.length ?? 0;
		const outcomes = Array.from({ length: rows }, () => ({
			output: null,
			error: `the signature refuses the request: ${error.message}`,
		}));
		return { call, route, columns: answered, outcomes, atMs: Date.now(), latencyMs: 0 };
	}
}
