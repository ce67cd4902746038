import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { getRequestListener } from '@hono/node-server';
import { DomainError } from '@interlock/domain/error';
import { createMlflowApp } from '@interlock/mlflow';
import type { ServiceContext } from '@interlock/services/access';
import { loadToken } from '@interlock/services/token';
import { appendLog, claimWork, finishAttempt, openAttemptBlob, registerAgent, renewLease } from '@interlock/services/training';
import { as, cacheDir } from '@interlock/testkit';
import { Hono } from 'hono';
import { interpreter } from '../mlflow/env.ts';

const AGENT = join(import.meta.dirname, '../../workers/agent/src/main.ts');
const POLL_MS = 100;

export interface TrainingStand {
	/** While true, agents are given nothing. */
	held: boolean;
	stop(): Promise<void>;
}

/** A real agent before the real verbs: what it asks and what its trainings log arrives over HTTP, in the test file's database. */
export async function startTrainingStand(ctx: ServiceContext): Promise<TrainingStand> {
	const stand: TrainingStand = { held: false, stop: async () => {} };
	const agent = as(ctx, { kind: 'system', part: 'agent', scopes: ['agent:work'] });
	let url = '';
	const app = new Hono();
	app.route('/mlflow/:org/:project', mlflowOf(ctx));
	app.post('/api/v1/agent/register', async (c) => c.json(await registerAgent(agent, await c.req.json())));
	app.post('/api/v1/agent/work', async (c) => {
		const asked = await c.req.json();
		for (let waitedMs = 0; waitedMs < asked.waitMs && !c.req.raw.signal.aborted; waitedMs += POLL_MS) {
			const attempt = stand.held ? null : await claimWork(agent, asked, url);
			if (attempt) return c.json({ attempt });
			await sleep(POLL_MS);
		}
		return c.body(null, 204);
	});
	app.post('/api/v1/agent/attempts/:id/renew', async (c) => c.json(await renewLease(agent, c.req.param('id'), await c.req.json())));
	app.post('/api/v1/agent/attempts/:id/logs', async (c) => {
		await appendLog(agent, c.req.param('id'), await c.req.json());
		return c.body(null, 204);
	});
	app.post('/api/v1/agent/attempts/:id/finish', async (c) => {
		await finishAttempt(agent, c.req.param('id'), await c.req.json());
		return c.body(null, 204);
	});
	app.get('/api/v1/agent/attempts/:id/blobs/:sha256', async (c) => {
		const bytes = await openAttemptBlob(agent, c.req.param('id'), c.req.param('sha256'));
		return new Response(Readable.toWeb(bytes) as ReadableStream);
	});
	const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
	const server = createServer((request, response) => void listener(request, response));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const home = await mkdtemp(join(tmpdir(), 'interlock-training-'));
	await chmod(home, 0o755);
	await mkdir(join(home, 'home'));
	const program = startAgent(url, join(home, 'home'));
	stand.stop = async () => {
		program.kill('SIGINT');
		await new Promise((resolve) => program.once('exit', resolve));
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
		await rm(home, { recursive: true, force: true });
	};
	return stand;
}

function mlflowOf(ctx: ServiceContext): ReturnType<typeof createMlflowApp> {
	return createMlflowApp({
		onError: (error) => process.stderr.write(`${String(error)}\n`),
		context: async (c) => {
			const text = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1] ?? '';
			const actor = await loadToken(ctx.db, ctx.tokenPepper, text);
			if (!actor) throw new DomainError('unauthenticated', 'Send a token');
			return { ctx: as(ctx, actor), place: { org: c.req.param('org') ?? '', project: c.req.param('project') ?? '' } };
		},
	});
}

function startAgent(url: string, home: string): ChildProcess {
	return spawn(process.execPath, [AGENT], {
		env: {
			NODE_ENV: 'test',
			PATH: '/usr/local/bin:/usr/bin:/bin',
			INTERLOCK_HOME: home,
			INTERLOCK_CACHE: cacheDir(),
			INTERLOCK_PYTHON: interpreter(),
			INTERLOCK_SERVER_URL: url,
			INTERLOCK_AGENT_TOKEN: 'ilk_wrk_test',
			INTERLOCK_AGENT_SLOTS: '1',
		},
		stdio: ['ignore', 'ignore', 'inherit'],
	});
}
