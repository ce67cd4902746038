import { DomainError, STATUS_OF_ERROR } from '@interlock/domain/error';

export interface ErrorAnswer {
	status: number;
	body: { error_code: string; message: string };
}

/**
 * What MLflow clients get for an error. Never 408, 429 or 5xx for what a user did: a client would repeat it for minutes. A conflict of names is 400
 * `RESOURCE_ALREADY_EXISTS` and a missing alias 400, as in MLflow; an unknown error shows nothing of itself.
 */
export function errorAnswer(error: unknown): ErrorAnswer {
	if (!(error instanceof DomainError))
		return { status: 500, body: { error_code: 'INTERNAL_ERROR', message: 'Internal error. It was logged with the id of this request.' } };
	const answer = (status: number, error_code: string) => ({ status, body: { error_code, message: error.message } });
	switch (error.code) {
		case 'invalid':
			return answer(400, error.detail.reason === 'malformed' ? 'MALFORMED_REQUEST' : 'INVALID_PARAMETER_VALUE');
		case 'conflict':
			return error.detail.reason === 'already-exists' ? answer(400, 'RESOURCE_ALREADY_EXISTS') : answer(409, 'RESOURCE_CONFLICT');
		case 'not-found':
			return error.detail.reason === 'alias' ? answer(400, 'INVALID_PARAMETER_VALUE') : answer(404, 'RESOURCE_DOES_NOT_EXIST');
		case 'forbidden':
			return answer(403, 'PERMISSION_DENIED');
		case 'unauthenticated':
			return answer(401, 'UNAUTHENTICATED');
		case 'too-large':
		case 'unsupported-media':
			return answer(STATUS_OF_ERROR[error.code], 'BAD_REQUEST');
		case 'not-implemented':
			return answer(501, 'NOT_IMPLEMENTED');
		case 'unavailable':
			return answer(503, 'TEMPORARILY_UNAVAILABLE');
	}
}
