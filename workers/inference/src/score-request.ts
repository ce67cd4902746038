import { setImmediate as nextTurn } from 'node:timers/promises';
import type { LoggedPrediction } from '@interlock/contracts/serving';
import type { Columns, Outcome } from '@interlock/scoring';
import type { PredictionLog } from './prediction-log.ts';
import type { RequestFacts } from './request-headers.ts';
import type { Route } from './serving.ts';

/** A request as its caller sent it, for whichever version scores it. */
export interface Call {
	facts: RequestFacts;
	body: string;
	endpointId: string;
}

export interface ScoredRequest {
	call: Call;
	route: Route;
	columns: Columns;
	/** One per row, in order. */
	outcomes: readonly Outcome[];
	atMs: number;
	latencyMs: number;
}

const ROWS_PER_APPEND = 500;

/** Lets a version score checked columns. Throws DomainError `invalid` when a value is beyond the graph's number type. */
export async function scoreRequest(call: Call, route: Route, columns: Columns): Promise<ScoredRequest> {
	const startedMs = performance.now();
	const outcomes = await route.version.model.predict(columns);
	const latencyMs = Math.round((performance.now() - startedMs) * 1000) / 1000;
	return { call, route, columns, outcomes, atMs: Date.now(), latencyMs };
}

/** Logs every row; resolves when they are in the log's file. A long request gives way between its pieces. */
export async function logScored(log: PredictionLog, scored: ScoredRequest): Promise<void> {
	const rows = scored.outcomes.length;
	for (let from = 0; from < rows; from += ROWS_PER_APPEND) {
		if (from > 0) await nextTurn();
		await log.append(logRows(scored, from, Math.min(rows, from + ROWS_PER_APPEND)));
	}
}

function logRows({ call, route, columns, outcomes, atMs, latencyMs }: ScoredRequest, from: number, to: number): LoggedPrediction[] {
	const { modelVersionId, rolloutId, stepKey, shadow } = route.entry;
	const { requestId, eventTimeMs } = call.facts;
	const named = Object.entries(columns);
	const rows: LoggedPrediction[] = [];
	for (let row = from; row < to; row++) {
		const { output, error } = outcomes[row] ?? { output: null, error: 'the model gave no output' };
		const inputs = Object.fromEntries(named.map(([name, cells]) => [name, cells[row] ?? null]));
		const id = `${requestId}/${row}`;
		rows.push({
			id,
			requestId,
			row,
			endpointId: call.endpointId,
			modelVersionId,
			rolloutId,
			stepKey,
			shadow,
			atMs,
			eventTimeMs,
			inputs,
			output,
			error,
			latencyMs,
		});
	}
	return rows;
}
