import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { type DomainError, type ErrorCode, STATUS_OF_ERROR } from '@interlock/domain/error';

/** Error codes of MLflow's scoring protocol. */
const MLFLOW_CODE: Partial<Record<ErrorCode, string>> = {
	invalid: 'INVALID_PARAMETER_VALUE',
	unauthenticated: 'UNAUTHENTICATED',
	forbidden: 'PERMISSION_DENIED',
	'not-found': 'RESOURCE_DOES_NOT_EXIST',
};

/** Answers at once; the answer is ended after `held`, where given. */
export function answerJson(response: ServerResponse, status: number, body: unknown, headers: OutgoingHttpHeaders = {}, held?: Promise<void>): void {
	if (response.headersSent || response.destroyed) return;
	const text = JSON.stringify(body);
	response.writeHead(status, {
		'content-type': 'application/json',
		'content-length': Buffer.byteLength(text),
		...headers,
	});
	if (!held) return void response.end(text);
	response.write(text);
	void held.then(() => response.end());
}

/** The answer to an expected refusal: its message is safe to show. */
export function answerRefusal(response: ServerResponse, error: DomainError, headers: OutgoingHttpHeaders = {}, held?: Promise<void>): void {
	const status = STATUS_OF_ERROR[error.code];
	const challenge = error.code === 'unauthenticated' ? { 'www-authenticate': 'Bearer realm="interlock"' } : {};
	answerJson(response, status, { error_code: MLFLOW_CODE[error.code] ?? 'BAD_REQUEST', message: error.message }, { ...headers, ...challenge }, held);
}
