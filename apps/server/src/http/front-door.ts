import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { uuidv7 } from 'uuidv7';
import type { Instance } from '../instance.ts';
import { createRestApp } from '../rest/app.ts';
import { REST_ROUTES } from '../rest/routes.ts';
import { handleTrpc } from '../trpc/handler.ts';
import { createHostCheck } from './host-check.ts';
import { MLFLOW_ROOT_SEGMENTS, mlflowDoor } from './mlflow-door.ts';
import { createProxy } from './proxy.ts';
import { readiness } from './readiness.ts';
import { noteRefusal } from './refusals.ts';
import { setHeader } from './set-header.ts';

type Door = (req: IncomingMessage, res: ServerResponse) => Promise<void> | void;

/** First path segments that are answered here, before Next sees them; none of them can be a slug. */
export const FRONT_DOOR_SEGMENTS: readonly string[] = ['healthz', 'readyz', 'api', 'serve', 'socket.io', ...MLFLOW_ROOT_SEGMENTS];

const MAX_HEADER_BYTES = 128 * 1024;
const HEADERS_MS = 60_000;
const IDLE_MS = 15 * 60_000;

/** The one port: machines' routes are answered here before Next sees them; pages are passed on to the web part. */
export function createFrontDoor(instance: Instance): Server {
	const rest = getRequestListener(createRestApp(instance, REST_ROUTES).fetch, { overrideGlobalObjects: false });
	const mlflow = mlflowDoor(instance);
	const web = createProxy(instance, instance.env.webUrl, 'web');
	const inference = createProxy(instance, instance.env.inferenceUrl, 'inference');
	const doors: [test: (path: string) => boolean, door: Door][] = [
		[(p) => p === '/healthz', (_req, res) => plain(res, 200, 'ok\n')],
		[(p) => p === '/readyz', (_req, res) => answerReadiness(instance, res)],
		[(p) => p.startsWith('/api/v1/'), rest],
		[(p) => p.startsWith('/api/trpc/'), (req, res) => handleTrpc(instance, req, res)],
		[(p) => p.startsWith('/serve/'), inference],
		// A client prints links below its tracking URI (`…/mlflow/org/project/#/experiments/…`): the page behind them resolves the fragment.
		[(p) => /^\/mlflow\/[^/]+\/[^/]+\/?$/.test(p), web],
		[mlflow.answers, mlflow.door],
	];
	const judgeHost = createHostCheck(instance.env);
	const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES, headersTimeout: HEADERS_MS, requestTimeout: 0 }, (req, res) => {
		const path = (req.url ?? '/').split('?', 1)[0] ?? '/';
		for (const [name, value] of ON_EVERY_ANSWER) res.setHeader(name, value);
		if (isMalformed(req, path)) {
			noteRefusal(instance, 'front door: malformed request');
			return plain(res, 400, 'The request has two of a header that can only come once, or an address that is no path\n');
		}
		// A prediction's id is made of the caller's request id; everywhere else the id is ours.
		if (!path.startsWith('/serve/')) setHeader(req, 'x-request-id', uuidv7());
		setHeader(req, 'x-interlock-client-ip', req.socket.remoteAddress ?? '');
		const host = judgeHost(req.headers.host);
		if (host === 'unknown') {
			noteRefusal(instance, 'front door: another host');
			return plain(res, 421, `This instance answers at ${instance.env.publicUrl}\n`);
		}
		const door = doors.find(([test]) => test(path))?.[1] ?? web;
		if (door === web && host === 'local' && (req.method === 'GET' || req.method === 'HEAD')) return redirect(res, `${instance.env.publicUrl}${req.url}`);
		Promise.resolve(door(req, res)).catch((error: unknown) => {
			instance.log.error({ err: error, path }, 'request failed');
			if (!res.headersSent) plain(res, 500, 'Something failed here.\n');
			else res.destroy();
		});
	});
	server.keepAliveTimeout = 65_000;
	// An upload may take as long as it moves; a connection on which nothing moves is closed.
	server.setTimeout(IDLE_MS);
	return server;
}

/** Nothing is read as another type than it says, framed by another page, or told where somebody came from (a sign-in link is an address). */
const ON_EVERY_ANSWER = [
	['x-content-type-options', 'nosniff'],
	['x-frame-options', 'DENY'],
	['referrer-policy', 'same-origin'],
] as const;

const ONCE = new Set(['authorization', 'host', 'origin', 'content-type', 'content-length']);

/** Two of a header would be read differently by the parts behind; an address that is no path could name another host. */
function isMalformed(req: IncomingMessage, path: string): boolean {
	if (!path.startsWith('/') || path.startsWith('//') || path.includes('\\')) return true;
	const seen = new Set<string>();
	for (let i = 0; i < req.rawHeaders.length; i += 2) {
		const name = (req.rawHeaders[i] ?? '').toLowerCase();
		if (ONCE.has(name) && seen.has(name)) return true;
		seen.add(name);
	}
	return false;
}

async function answerReadiness(instance: Instance, res: ServerResponse): Promise<void> {
	const state = await readiness(instance);
	res.writeHead(state.ready ? 200 : 503, { 'content-type': 'application/json' });
	res.end(JSON.stringify(state));
}

function redirect(res: ServerResponse, location: string): void {
	res.writeHead(307, { location, 'cache-control': 'no-store' });
	res.end();
}

function plain(res: ServerResponse, status: number, text: string): void {
	res.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
	res.end(text);
}
