import { DomainError, parseInput } from '@interlock/domain/error';
import { identify } from '@interlock/auth';
import { Hono } from 'hono';
import { uuidv7 } from 'uuidv7';
import { requestContext } from '../http/request-context.ts';
import { requireSameOrigin } from '../http/same-origin.ts';
import type { Instance } from '../instance.ts';
import { openApiDocument } from './openapi.ts';
import { problemResponse } from './problem.ts';
import type { Answer, Call, RestRoute } from './route.ts';

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
				return problemResponse(error, requestId, instance.log);
			}
		});
	}
	const document = openApiDocument(routes, instance.env.publicUrl);
	app.get('/openapi.json', (c) => c.json(document));
	app.all('*', (c) => problemResponse(new DomainError('not-found', `No route ${c.req.method} ${c.req.path}`), requestIdOf(c.req.raw), instance.log));
	return app;
}

async function run(instance: Instance, route: RestRoute, request: Request, params: Record<string, string>): Promise<Answer> {
	const identified = await identify(instance.db, instance.keys, { authorization: request.headers.get('authorization'), cookie: request.headers.get('cookie') });
	if (!identified && route.permission !== 'anyone') {
		throw new DomainError('unauthenticated', 'Send a token as "Authorization: Bearer ilk_..." or sign in; this one is missing, unknown, expired or revoked');
	}
	if (identified?.via === 'cookie' && route.method !== 'get') requireSameOrigin(request, instance.env.publicUrl);
	const ctx = requestContext(instance, identified?.actor ?? { kind: 'system', part: 'anonymous', scopes: [] }, request.headers);
	const query = route.query ? parseInput(route.query, Object.fromEntries(new URL(request.url).searchParams)) : undefined;
	const body = route.body && route.body !== 'stream' ? parseInput(route.body, await readJson(request, route.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES)) : undefined;
	return route.handle({ ctx, instance, params, query, body, request } as Call<never, never>);
}

/** Reads a JSON body up to a limit. Throws `unsupported-media`, `too-large` or `invalid`. */
export async function readJson(request: Request, maxBytes: number): Promise<unknown> {
	const type = request.headers.get('content-type')?.split(';')[0]?.trim() ?? '';
	if (type !== 'application/json') throw new DomainError('unsupported-media', `content-type: must be application/json (got ${type || 'nothing'})`, { field: 'content-type', value: type });
	const bytes = await readBytes(request, maxBytes);
	try {
		return JSON.parse(bytes.toString('utf8'));
	} catch (error) {
		throw new DomainError('invalid', `body: is not JSON (${error instanceof Error ? error.message.slice(0, 120) : 'unreadable'})`, { field: 'body' });
	}
}

async function readBytes(request: Request, maxBytes: number): Promise<Buffer> {
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of request.body ?? []) {
		size += chunk.byteLength;
		if (size > maxBytes) throw new DomainError('too-large', `body: more than the limit of ${maxBytes} bytes`, { field: 'body', limit: `${maxBytes} bytes` });
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
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
