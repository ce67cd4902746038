import type { IncomingMessage, OutgoingHttpHeaders, RequestListener, ServerResponse } from 'node:http';
import { DomainError } from '@interlock/domain/error';
import { answerInvocation, type InvocationDoor } from './answer-invocation.ts';
import { answerJson, answerRefusal } from './http-answer.ts';
import { CallerLeft } from './read-body.ts';

export interface ReadyReport {
	ready: boolean;
	[part: string]: unknown;
}

/** How long an unread body may still come in after its refusal, so that the caller gets to read the answer. */
const LINGER_MS = 1_000;

/** The prediction door, `/healthz` (the process lives) and `/readyz` (it can answer; 503 until it has a route table). */
export function createRequestListener(door: InvocationDoor, report: () => ReadyReport): RequestListener {
	return (request, response) => {
		const path = pathOf(request);
		const address = invocationAddress(path);
		if (address !== null) void invoke(door, address, request, response);
		else if (path === '/healthz') answerJson(response, 200, { status: 'ok' });
		else if (path === '/readyz') answerReady(response, report());
		else refuse(request, response, new DomainError('not-found', 'path: not found', { field: 'path' }), {});
	};
}

/** What answers while the saved table and its models are loaded. */
export const answerStarting: RequestListener = (request, response) => {
	if (pathOf(request) === '/healthz') answerJson(response, 200, { status: 'ok' });
	else if (pathOf(request) === '/readyz') answerReady(response, { ready: false });
	else
		refuse(request, response, new DomainError('unavailable', 'starting: models are being loaded'), {
			'retry-after': '1',
		});
};

async function invoke(door: InvocationDoor, address: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
	const headers: OutgoingHttpHeaders = {};
	if (request.method !== 'POST') {
		answerJson(response, 405, { error_code: 'BAD_REQUEST', message: `method: must be POST, got ${request.method}` }, { allow: 'POST' });
		return;
	}
	try {
		await answerInvocation(door, address, request, response, headers);
	} catch (error) {
		if (error instanceof CallerLeft) return;
		if (error instanceof DomainError) refuse(request, response, error, headers);
		else {
			door.logger.error({ error: error instanceof Error ? error.stack : String(error) }, 'invocation failed');
			answerJson(response, 500, { error_code: 'INTERNAL_ERROR', message: 'internal error' }, headers);
		}
	}
}

function refuse(request: IncomingMessage, response: ServerResponse, error: DomainError, headers: OutgoingHttpHeaders): void {
	if (request.complete) return answerRefusal(response, error, headers);
	answerRefusal(response, error, { ...headers, connection: 'close' }, untilRead(request));
}

/** When the rest of a body has come in, or has taken too long. A connection that ends with unread bytes is reset, and what was answered is lost on its way. */
function untilRead(request: IncomingMessage): Promise<void> {
	request.resume();
	return new Promise((resolve) => {
		const timer = setTimeout(resolve, LINGER_MS);
		request.once('close', () => {
			clearTimeout(timer);
			resolve();
		});
	});
}

function answerReady(response: ServerResponse, report: ReadyReport): void {
	answerJson(response, report.ready ? 200 : 503, report);
}

function pathOf(request: IncomingMessage): string {
	const url = request.url ?? '/';
	const end = url.indexOf('?');
	return end < 0 ? url : url.slice(0, end);
}

/** `org/project/endpoint` of a prediction door's path, or null for any other path. */
function invocationAddress(path: string): string | null {
	const parts = path.split('/');
	if (parts.length !== 6 || parts[1] !== 'serve' || parts[5] !== 'invocations') return null;
	const names = parts.slice(2, 5);
	try {
		return names.map(decodeURIComponent).join('/');
	} catch {
		return names.join('/');
	}
}
