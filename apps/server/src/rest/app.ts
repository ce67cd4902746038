import { DomainError, parseInput } from '@interlock/domain/error';
import { identify } from '@interlock/auth';
import { Hono } from 'hono';
import { uuidv7 } from 'uuidv7';
import { noteRefusal, noteUnidentified } from '../http/refusals.ts';
import { requestContext } from '../http/request-context.ts';
import { requireSameOrigin } from '../http/same-origin.ts';
import type { Instance } from '../instance.ts';
import { onceByKey } from './idempotency.ts';
import { openApiDocument } from './openapi.ts';
import { problemResponse } from './problem.ts';
import { readJson } from './read-json.ts';
import { type Answer, type Call, type RestRoute, takesKey } from './route.ts';

const DEFAULT_MAX_BODY_BYTES = 1024 * 1024;

/** The REST API under /api/v1: each declared route with its limits, identification and error form. */
export function createRestApp(instance: Instance, routes: readonly RestRoute[]): Hono {
	const app = new Hono().basePath('/api/v1');
	for (const route of routes) {
		app.on(route.method.toUpperCase(), route.path.replace(/\{(\w+)\}/g, ':$1'), async (c) => {
			const requestId = requestIdOf(c.req.raw);
			try {
				return respond(await run(instance, route, c.req.raw, c.req.param()), requestId);
			} catch (error) {
				return problemResponse(error, requestId, instance.log, { publicUrl: instance.env.publicUrl, path: c.req.path });
			}
		});
	}
	const document = openApiDocument(routes, instance.env.publicUrl);
	app.get('/openapi.json', (c) => c.json(document));
	app.all('*', (c) => problemResponse(new DomainError('not-found', `No route ${c.req.method} ${c.req.path}`), requestIdOf(c.req.raw), instance.log));
	return app;
}

async function run(instance: Instance, route: RestRoute, request: Request, params: Record<string, string>): Promise<Answer> {
	const credentials = { authorization: request.headers.get('authorization'), cookie: request.headers.get('cookie') };
	const identified = await identify(instance.db, instance.keys, credentials);
	if (!identified && route.permission !== 'anyone') {
		noteUnidentified(instance, 'rest', credentials);
		throw new DomainError('unauthenticated', 'Send a token as "Authorization: Bearer ilk_..." or sign in; this one is missing, unknown, expired or revoked');
	}
	if (identified?.via === 'cookie' && route.method !== 'get') refuseForeignOrigin(instance, request);
	const ctx = requestContext(instance, identified?.actor ?? { kind: 'system', part: 'anonymous', scopes: [] }, request.headers);
	const url = new URL(request.url);
	const query = route.query ? parseInput(route.query, Object.fromEntries(url.searchParams)) : undefined;
	const sent = route.body && route.body !== 'stream' ? await readJson(request, route.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES) : undefined;
	const body = route.body && route.body !== 'stream' ? parseInput(route.body, sent) : undefined;
	const handle = () => route.handle({ ctx, instance, params, query, body, request } as Call<never, never>);
	const key = request.headers.get('idempotency-key');
	if (key === null || route.method !== 'post') return handle();
	if (!takesKey(route)) throw new DomainError('invalid', 'Idempotency-Key: this route does not take one; leave it out', { field: 'Idempotency-Key' });
	return onceByKey(ctx, { key, subject: { path: url.pathname, query: url.search, body: sent ?? null } }, handle);
}

function refuseForeignOrigin(instance: Instance, request: Request): void {
	try {
		requireSameOrigin(request, instance.env.publicUrl);
	} catch (error) {
		noteRefusal(instance, 'rest: foreign origin');
		throw error;
	}
}

function respond(answer: Answer, requestId: string): Response {
	if (answer.body instanceof Response) return answer.body;
	const headers = { 'x-request-id': requestId, 'cache-control': 'no-store' };
	if (answer.body === undefined) return new Response(null, { status: answer.status, headers });
	return new Response(JSON.stringify(answer.body), { status: answer.status, headers: { ...headers, 'content-type': 'application/json' } });
}

function requestIdOf(request: Request): string {
	return request.headers.get('x-request-id') ?? uuidv7();
}
