import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { uuidv7 } from 'uuidv7';
import type { Instance } from '../instance.ts';
import { createRestApp } from '../rest/app.ts';
import { REST_ROUTES } from '../rest/routes.ts';
import { handleTrpc } from '../trpc/handler.ts';
import { mlflowDoor } from './mlflow-door.ts';
import { createProxy } from './proxy.ts';
import { readiness } from './readiness.ts';
import { setHeader } from './set-header.ts';

type Door = (req: IncomingMessage, res: ServerResponse) => Promise<void> | void;

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
		[mlflow.answers, mlflow.door],
	];
	const hosts = new Set([new URL(instance.env.publicUrl).host, `127.0.0.1:${instance.env.port}`, `localhost:${instance.env.port}`]);
	const server = createServer((req, res) => {
		const path = (req.url ?? '/').split('?', 1)[0] ?? '/';
		// A prediction's id is made of the caller's request id; everywhere else the id is ours.
		if (!path.startsWith('/serve/')) setHeader(req, 'x-request-id', uuidv7());
		setHeader(req, 'x-interlock-client-ip', req.socket.remoteAddress ?? '');
		if (!hosts.has(req.headers.host ?? '')) return plain(res, 421, `This instance answers at ${instance.env.publicUrl}\n`);
		const door = doors.find(([test]) => test(path))?.[1] ?? web;
		Promise.resolve(door(req, res)).catch((error: unknown) => {
			instance.log.error({ err: error, path }, 'request failed');
			if (!res.headersSent) plain(res, 500, 'Something failed here.\n');
			else res.destroy();
		});
	});
	server.keepAliveTimeout = 65_000;
	return server;
}

async function answerReadiness(instance: Instance, res: ServerResponse): Promise<void> {
	const state = await readiness(instance);
	res.writeHead(state.ready ? 200 : 503, { 'content-type': 'application/json' });
	res.end(JSON.stringify(state));
}

function plain(res: ServerResponse, status: number, text: string): void {
	res.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
	res.end(text);
}
