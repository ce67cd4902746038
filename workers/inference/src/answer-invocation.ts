import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { DomainError } from '@interlock/domain/error';
import { parseInvocation } from '@interlock/scoring';
import type { Logger } from 'pino';
import { checkToken, INVOKE, mayInvoke } from './check-token.ts';
import { chooseRoute } from './choose-route.ts';
import { answerJson } from './http-answer.ts';
import { checkBodyHeaders, readBody } from './read-body.ts';
import { readRequestFacts } from './request-headers.ts';
import { logScored, type ScoredRequest, scoreRequest } from './score-request.ts';
import { type ShadowDoor, scoreShadows } from './score-shadows.ts';
import type { Serving } from './serving.ts';

export interface InvocationDoor extends ShadowDoor {
	serving(): Serving;
	logger: Logger;
	tokenPepper: string;
	maxBodyBytes: number;
}

/**
 * POST /serve/{org}/{project}/{endpoint}/invocations. Checks the token, reads the body, lets the version of the caller's share score it, logs each
 * row, answers; then the shadows score it too. Nothing here leaves the process. Throws DomainError for everything that is the caller's to fix;
 * `headers` holds by then what the answer must carry anyway.
 */
export async function answerInvocation(
	door: InvocationDoor,
	address: string,
	request: IncomingMessage,
	response: ServerResponse,
	headers: OutgoingHttpHeaders,
): Promise<void> {
	const token = checkToken(request.headers.authorization, door.serving().tokens, door.tokenPepper, Date.now());
	const asked = door.serving().endpoints.get(address);
	const access = asked === undefined ? 'unseen' : mayInvoke(token, asked.endpoint);
	if (access === 'unseen') throw unknownEndpoint(address);
	if (access === 'out of scope')
		throw new DomainError('forbidden', `authorization: the token lacks the scope "${INVOKE}"`, {
			field: 'authorization',
			limit: INVOKE,
		});
	const facts = readRequestFacts(request.headers);
	headers['x-request-id'] = facts.requestId;
	checkBodyHeaders(request, door.maxBodyBytes);
	const body = await readBody(request, door.maxBodyBytes);
	// The table may have changed while the body came in: from here to the version's hold nothing is awaited.
	const routes = door.serving().endpoints.get(address);
	if (routes === undefined) throw unknownEndpoint(address);
	const call = { facts, body, endpointId: routes.endpoint.endpointId };
	const route = chooseRoute(routes, facts.stickyKey ?? token.keyId);
	if (route === null) {
		scoreShadows(door, call, routes.shadows, null);
		throw new DomainError('not-found', `${address}: endpoint serves no version yet`, { field: 'endpoint' });
	}
	headers['x-interlock-model-version'] = String(route.entry.version);
	headers['x-interlock-deployment'] = route.entry.rolloutId ?? 'champion';
	const release = route.version.hold();
	try {
		const { columns } = parseInvocation(body, route.version.model.wanted, { maxRows: door.maxRows });
		const scored = await scoreRequest(call, route, columns);
		await logScored(door.log, scored);
		answerOutcomes(response, scored, headers);
		reportFailures(door.logger, scored);
		scoreShadows(door, call, routes.shadows, columns);
	} finally {
		release();
	}
}

function answerOutcomes(response: ServerResponse, { route, outcomes }: ScoredRequest, headers: OutgoingHttpHeaders): void {
	const failed = outcomes.findIndex((outcome) => outcome.error !== null);
	if (failed < 0) return answerJson(response, 200, { predictions: outcomes.map((outcome) => outcome.output) }, headers);
	const { model, version } = route.entry;
	const message = `Model ${model} version ${version} failed on row ${failed}: ${outcomes[failed]?.error}`;
	answerJson(response, 500, { error_code: 'INTERNAL_ERROR', message }, headers);
}

function reportFailures(logger: Logger, { call, route, outcomes }: ScoredRequest): void {
	const failed = outcomes.filter((outcome) => outcome.error !== null);
	if (failed.length === 0) return;
	const { modelVersionId, model, version } = route.entry;
	logger.warn({ requestId: call.facts.requestId, modelVersionId, model, version, rows: failed.length, error: failed[0]?.error }, 'model failed');
}

function unknownEndpoint(address: string): DomainError {
	return new DomainError('not-found', `endpoint ${address.slice(0, 200)}: not found`, { field: 'endpoint' });
}
