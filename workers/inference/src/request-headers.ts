import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { DomainError } from '@interlock/domain/error';

export interface RequestFacts {
	/** Names the request's predictions: the caller's, or a fresh one. */
	requestId: string;
	/** When the event happened, where the caller says so. */
	eventTimeMs: number | null;
	stickyKey: string | null;
}

const REQUEST_ID = /^[0-9A-Za-z._:-]{1,128}$/;
const ISO_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** The headers a caller may send beside the body. Throws DomainError `invalid` naming the header. */
export function readRequestFacts(headers: IncomingHttpHeaders): RequestFacts {
	return {
		requestId: readRequestId(single(headers, 'x-request-id')),
		eventTimeMs: readEventTime(single(headers, 'x-interlock-event-time')),
		stickyKey: readStickyKey(single(headers, 'x-interlock-sticky-key')),
	};
}

function readRequestId(value: string | undefined): string {
	if (value === undefined || value === '') return randomUUID();
	if (REQUEST_ID.test(value)) return value;
	throw refuse('X-Request-Id', value, '1 to 128 letters, digits, ".", "_", ":" or "-"');
}

function readEventTime(value: string | undefined): number | null {
	if (value === undefined) return null;
	const timeMs = ISO_TIME.test(value) ? Date.parse(value) : Number.NaN;
	if (Number.isNaN(timeMs)) throw refuse('X-Interlock-Event-Time', value, 'an ISO 8601 time with a zone, such as 2013-04-01T08:00:00Z');
	return timeMs;
}

function readStickyKey(value: string | undefined): string | null {
	if (value === undefined || value === '') return null;
	if (value.length > 256) throw refuse('X-Interlock-Sticky-Key', value, 'at most 256 characters');
	return value;
}

function single(headers: IncomingHttpHeaders, name: string): string | undefined {
	const value = headers[name];
	return Array.isArray(value) ? value.join(', ') : value;
}

function refuse(field: string, value: string, limit: string): DomainError {
	const shown = value.length > 60 ? `${value.slice(0, 57)}...` : value;
	return new DomainError('invalid', `${field}: must be ${limit}, got ${JSON.stringify(shown)}`, {
		field,
		value: shown,
		limit,
	});
}
