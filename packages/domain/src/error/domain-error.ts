/** Every way a use case can refuse; each transport maps a code to its own status once. */
export type ErrorCode =
	| 'invalid'
	| 'unauthenticated'
	| 'forbidden'
	| 'not-found'
	| 'conflict'
	| 'too-large'
	| 'unsupported-media'
	| 'not-implemented'
	| 'unavailable';

export interface ErrorDetail {
	/** The input's name as the caller wrote it. */
	field?: string;
	/** The offending value, shortened for the message. */
	value?: unknown;
	/** The limit it broke, in words. */
	limit?: string;
	/** A stable machine-readable reason, such as `author-cannot-approve`. */
	reason?: string;
}

/** An expected refusal. Its message is safe to show: it names field, value and limit. */
export class DomainError extends Error {
	readonly code: ErrorCode;
	readonly detail: ErrorDetail;

	constructor(code: ErrorCode, message: string, detail: ErrorDetail = {}) {
		super(message);
		this.name = 'DomainError';
		this.code = code;
		this.detail = detail;
	}
}

/** HTTP status of an error code. */
export const STATUS_OF_ERROR: Record<ErrorCode, number> = {
	invalid: 400,
	unauthenticated: 401,
	forbidden: 403,
	'not-found': 404,
	conflict: 409,
	'too-large': 413,
	'unsupported-media': 415,
	'not-implemented': 501,
	unavailable: 503,
};
