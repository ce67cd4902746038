import { DomainError, STATUS_OF_ERROR } from '@interlock/domain/error';
import type { Logger } from 'pino';

const TITLES: Record<number, string> = {
	400: 'The input is not valid',
	401: 'Who are you?',
	403: 'Not allowed',
	404: 'Not found',
	409: 'Conflicts with the present state',
	413: 'Too large',
	415: 'Unsupported media type',
	500: 'Internal error',
	501: 'Not offered',
	503: 'Not available now',
};

/** An error as `application/problem+json` (RFC 9457): an expected refusal with its field, value and limit; anything else without its message. A refusal that a fresh proof of a person would lift names the page to do it on. */
export function problemResponse(error: unknown, requestId: string, log: Logger, pages?: { publicUrl: string; path: string }): Response {
	const known = error instanceof DomainError ? error : null;
	const page = known?.detail.reason === 'step-up' && pages ? pageOf(pages.publicUrl, pages.path) : null;
	const status = known ? STATUS_OF_ERROR[known.code] : 500;
	if (!known) log.error({ err: error, requestId }, 'request failed');
	const body = {
		type: 'about:blank',
		title: TITLES[status] ?? 'Error',
		status,
		code: known?.code ?? 'internal',
		detail: known ? `${known.message}${page ? ` Open ${page}` : ''}` : `Something failed here; the request id is ${requestId}`,
		...(known?.detail.field === undefined ? {} : { field: known.detail.field }),
		...(known?.detail.value === undefined ? {} : { value: known.detail.value }),
		...(known?.detail.limit === undefined ? {} : { limit: known.detail.limit }),
		...(known?.detail.reason === undefined ? {} : { reason: known.detail.reason }),
		...(page ? { page } : {}),
		requestId,
	};
	return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/problem+json', 'x-request-id': requestId } });
}

const OF_A_CHANGE = /^\/api\/v1\/projects\/([^/]+)\/([^/]+)\/changes\/(\d+)(?:\/|$)/;

/** Where a person does what a token can't, because it needs their password or a passkey: the page of the change that the path names. */
function pageOf(publicUrl: string, path: string): string | null {
	const [, org, project, number] = OF_A_CHANGE.exec(path) ?? [];
	return org ? `${publicUrl}/${org}/${project}/changes/${number}` : null;
}
