import { setTimeout as sleep } from 'node:timers/promises';
import type { QuickstartEnv } from './env.ts';
import { type RecordedRequest, recordedRequests } from './months.ts';

const ROWS_WHEN_JUDGED = 4;
const PAUSE_MS = 4;

/** Sends one recorded request to the endpoint. Throws while the inference server is down, so that the caller sends it again: ids make that harmless. */
async function send(env: QuickstartEnv, path: string, request: RecordedRequest, headers: Record<string, string> = {}): Promise<number> {
	const answer = await fetch(`${env.inferenceUrl}/serve/${path}/invocations`, {
		method: 'POST',
		headers: {
			authorization: `Bearer ${env.authorToken}`,
			'content-type': 'application/json',
			'x-request-id': request.requestId,
			'x-interlock-event-time': request.eventTime,
			'user-agent': 'interlock-quickstart-replayer',
			...headers,
		},
		body: JSON.stringify({ dataframe_split: { columns: request.columns, data: request.data } }),
	});
	await answer.arrayBuffer();
	return answer.status;
}

/** Replays a whole month of flights as predictions, in order. Returns rows sent. */
export async function replayMonth(env: QuickstartEnv, path: string, period: string): Promise<number> {
	let rows = 0;
	for await (const request of recordedRequests(env, period)) {
		for (;;) {
			const status = await send(env, path, request).catch(() => 599);
			if (status === 200) break;
			if (status < 500 && status !== 404) throw new Error(`the endpoint refused a replayed request with ${status}`);
			await sleep(500);
		}
		rows += request.data.length;
	}
	return rows;
}

/** The labels of a month by prediction id. */
export async function labelsOfMonth(env: QuickstartEnv, period: string): Promise<{ id: string; value: number }[]> {
	const labels: { id: string; value: number }[] = [];
	for await (const { requestId, labels: values } of recordedRequests(env, period)) {
		for (const [row, value] of values.entries()) labels.push({ id: `${requestId}/${row}`, value });
	}
	return labels;
}

/**
 * Sends held-back flights as traffic, a few at a time under ever new sticky keys, until `stop` is aborted, so that an open rollout has
 * something to judge. Event times are the flights' own. Returns requests sent.
 */
export async function replayWhile(env: QuickstartEnv, path: string, period: string, marker: string, stop: AbortSignal): Promise<number> {
	let sent = 0;
	for (let round = 0; !stop.aborted; round++) {
		for await (const request of recordedRequests(env, period)) {
			for (let at = 0; at < request.data.length && !stop.aborted; at += ROWS_WHEN_JUDGED) {
				const requestId = `${marker}-${round}-${request.requestId}-${at}`;
				const part = { ...request, requestId, data: request.data.slice(at, at + ROWS_WHEN_JUDGED) };
				await send(env, path, part, { 'x-interlock-sticky-key': requestId }).catch(() => 0);
				sent += 1;
				await sleep(PAUSE_MS);
			}
			if (stop.aborted) break;
		}
	}
	return sent;
}
