import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Database } from '@interlock/db';
import type { Permission } from '@interlock/domain/access';
import { createToken } from '@interlock/services/token';
import { makeProject, makeUser, testContext, testDatabase, type TestProject } from '@interlock/testkit';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authKeys, type Instance } from '../instance.ts';
import { createRestApp } from '../rest/app.ts';
import { modelRoutes } from '../rest/models.ts';
import { runReadRoutes } from '../rest/runs-read.ts';
import { mlflowDoor } from './mlflow-door.ts';

const SCOPES: Permission[] = ['run:read', 'run:write', 'model:read', 'model:write'];

describe('the MLflow door and the reading routes', () => {
	let db: Database;
	let project: TestProject;
	let server: Server;
	let base: string;
	let rest: ReturnType<typeof createRestApp>;
	let token: string;
	let answers: (path: string) => boolean;
	const tokenOf = async (projects: string[] | undefined) => {
		const ctx = await testContext(db, await makeUser(db, project, ['contributor']));
		return (await createToken(ctx, { org: project.slug, name: 'test', scopes: SCOPES, projects, days: 1 })).token;
	};
	beforeAll(async () => {
		db = await testDatabase();
		project = await makeProject(db);
		const { storage, tokenPepper } = await testContext(db, await makeUser(db, project, ['viewer']));
		const env = { publicUrl: 'http://127.0.0.1', secret: 's'.repeat(32), tokenPepper } as Instance['env'];
		const instance: Instance = { env, db, storage, keys: authKeys(env), log: pino({ level: 'silent' }) };
		const door = mlflowDoor(instance);
		answers = door.answers;
		rest = createRestApp(instance, [...runReadRoutes, ...modelRoutes]);
		server = createServer((req, res) => void door.door(req, res));
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		token = await tokenOf([project.project]);
	});
	afterAll(() => new Promise((resolve) => server.close(resolve)));

	const experiment = (prefix: string, authorization: string) =>
		fetch(`${base}${prefix}/api/2.0/mlflow/experiments/get?experiment_id=0`, { headers: { authorization } });
	const below = () => `/mlflow/${project.slug}/${project.project}`;

	it('takes the token as Bearer and as the password of user "token", below the project and at the root', async () => {
		const basic = `Basic ${Buffer.from(`token:${token}`).toString('base64')}`;
		for (const authorization of [`Bearer ${token}`, basic]) {
			for (const prefix of [below(), '']) {
				const answer = await experiment(prefix, authorization);
				expect([answer.status, await answer.json()]).toMatchObject([200, { experiment: { name: 'Default' } }]);
			}
		}
	});

	it('says at the root where to go to a token of several projects', async () => {
		const answer = await experiment('', `Bearer ${await tokenOf(undefined)}`);
		expect([answer.status, await answer.json()]).toMatchObject([
			404,
			{ error_code: 'RESOURCE_DOES_NOT_EXIST', message: expect.stringContaining('/mlflow/<organization>/<project>') },
		]);
	});

	it('takes no cookie, and no token in the address', async () => {
		const answer = await fetch(`${base}${below()}/api/2.0/mlflow/experiments/get?experiment_id=0&token=${token}`, {
			headers: { cookie: 'next-auth.session-token=x' },
		});
		expect([answer.status, await answer.json()]).toMatchObject([401, { error_code: 'UNAUTHENTICATED' }]);
	});

	it('is asked for MLflow addresses only', () => {
		for (const path of ['/mlflow/a/b/health', '/api/2.0/mlflow/runs/get', '/ajax-api/2.0/mlflow/x', '/api/3.0/mlflow/server-info', '/version', '/health'])
			expect(answers(path), path).toBe(true);
		for (const path of ['/', '/healthz', '/api/v1/projects', '/api/trpc/x', '/serve/a/b/c/invocations', '/mlflow']) expect(answers(path), path).toBe(false);
	});

	it('shows by REST what a client logged: the table, the run, its curves and its files', async () => {
		const send = (path: string, init: RequestInit = {}) =>
			fetch(`${base}${below()}/api/2.0${path}`, { ...init, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' } });
		const made = (await (await send('/mlflow/runs/create', { method: 'POST', body: '{"run_name": "seen"}' })).json()) as { run: { info: { run_id: string } } };
		const runId = made.run.info.run_id;
		await send('/mlflow/runs/log-metric', { method: 'POST', body: JSON.stringify({ run_id: runId, key: 'mae', value: 12.5, timestamp: 1, step: 1 }) });
		await send(`/mlflow-artifacts/artifacts/0/${runId}/artifacts/notes/a.txt`, { method: 'PUT', body: 'hello' });
		const get = (path: string) => rest.request(`/api/v1/projects/${project.slug}/${project.project}${path}`, { headers: { authorization: `Bearer ${token}` } });
		const json = async (path: string) => (await get(path)).json();
		expect(await json(`/runs?filter=${encodeURIComponent('metrics.mae < 13')}&limit=5`)).toMatchObject({
			total: 1,
			runs: [{ runId, name: 'seen', metrics: { mae: 12.5 } }],
		});
		expect(await json(`/runs/${runId}`)).toMatchObject({ runId, experiment: 'Default', metrics: [{ key: 'mae', value: 12.5 }] });
		expect(await json(`/runs/${runId}/metrics?points=10`)).toMatchObject({ curves: [{ key: 'mae', total: 1 }] });
		expect(await json(`/runs/${runId}/logs`)).toMatchObject({ chunks: [] });
		expect(await json(`/runs/${runId}/files`)).toMatchObject({ files: [{ owner: { kind: 'run' }, path: 'notes/a.txt', sizeBytes: 5 }] });
		const file = await get(`/runs/${runId}/file?path=notes/a.txt`);
		expect([await file.text(), file.headers.get('content-security-policy'), file.headers.get('content-disposition')]).toEqual([
			'hello',
			"sandbox; default-src 'none'",
			"attachment; filename*=UTF-8''a.txt",
		]);
		expect((await get(`/runs/${runId}/file?path=${encodeURIComponent('../x')}`)).status).toBe(400);
		expect((await get(`/runs/${'f'.repeat(32)}`)).status).toBe(404);
		expect((await get('/runs?limit=1000')).status).toBe(400);
		expect(await json('/models')).toEqual({ models: [] });
		expect((await get('/models/none')).status).toBe(404);
	});
});
