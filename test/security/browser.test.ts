import { ROLES, type UserActor } from '@interlock/domain/access';
import { makeProject, makeUser, type TestProject } from '@interlock/testkit';
import { beforeAll, describe, expect, test } from 'vitest';
import { type RawAnswer, type RawOptions, startTestServer, strangersToken, type TestServer } from '../../apps/server/src/test-server.ts';
import { watchState } from './unchanged.ts';

let server: TestServer;
let place: TestProject;
let user: UserActor;
let cookie: string;
let token: string;
let watch: { changed(): Promise<boolean> };
beforeAll(async () => {
	server = await startTestServer();
	place = await makeProject(server.db);
	user = await makeUser(server.db, place, [...ROLES]);
	cookie = (await server.sessionOf(user)).cookie;
	token = (await server.tokenOf(user, place)).token;
	watch = await watchState(server.db, server.env.blobs);
});

const JSON_TYPE: [string, string] = ['content-type', 'application/json'];
const body = (name: string) => JSON.stringify({ org: place.slug, name });
const create = (headers: [string, string][], name = 'Forged'): Promise<RawAnswer> =>
	server.raw('/api/v1/projects', { method: 'POST', headers: [['cookie', cookie], ...headers], body: body(name) });
const createByProcedure = (headers: [string, string][]): Promise<RawAnswer> =>
	server.raw('/api/trpc/project.create', {
		method: 'POST',
		headers: [['cookie', cookie], JSON_TYPE, ...headers],
		body: JSON.stringify({ json: { org: place.slug, name: 'Forged' } }),
	});

describe('a request with a session cookie', () => {
	test('from our own pages does what it asks for, by REST and by procedure', async () => {
		expect((await create([JSON_TYPE, ['origin', server.url]], 'By a page')).status).toBe(201);
		expect((await server.raw('/api/trpc/me.get', { headers: [['cookie', cookie]] })).status).toBe(200);
	});

	test.each([
		['http://attacker.example'],
		['null'],
		[''],
		[undefined],
		['URL.attacker.example'],
		['URL@attacker.example'],
		['URL/'],
		['https://127.0.0.1:PORT'],
		['http://localhost:PORT'],
		['file://'],
	])('from another origin changes nothing, as a form, as text, or as JSON: %j', async (given) => {
		await watch.changed();
		const origin: [string, string][] = given === undefined ? [] : [['origin', given.replace('URL', server.url).replace('PORT', String(server.port))]];
		for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
			expect([type, (await create([['content-type', type], ...origin])).status]).toEqual([type, 403]);
		}
		expect((await createByProcedure(origin)).status).toBe(403);
		expect(
			(
				await server.raw(`/api/v1/projects/${place.slug}/${place.project}`, {
					method: 'DELETE',
					headers: [['cookie', cookie], ['user-agent', 'curl/8'], ...origin],
				})
			).status,
		).toBe(403);
		expect(await watch.changed()).toBe(false);
	});

	test('is never judged by its cookie when it carries an Authorization header', async () => {
		for (const authorization of [
			'Bearer %',
			'Bearer',
			'Bearer ',
			'Basic',
			'Basic %%%',
			'Digest x',
			'x',
			`Bearer ${strangersToken()}`,
			`Bearer ${token} x y`.replace(' x y', '\u00e9'),
			`Token ${token}`,
			`Bearer ${token},Bearer ${token}`,
		]) {
			expect([
				authorization,
				(
					await server.raw('/api/v1/projects', {
						headers: [
							['cookie', cookie],
							['authorization', authorization],
						],
					})
				).status,
			]).toEqual([authorization, 401]);
		}
	});

	test.each(['%', 'x', 'interlock.session', 'a.b.c.d.e', '%E0%A4%A', '__proto__', 'eyJhbGciOiJub25lIn0.eyJzaWQiOiIxIn0.', '\u00e9'])(
		'with a cookie of another form is nobody: %j',
		async (value) => {
			for (const path of ['/api/v1/projects', '/api/trpc/me.get']) {
				expect((await server.raw(path, { headers: [['cookie', `interlock.session=${value}`]] })).status).toBe(401);
			}
		},
	);

	test('a JWT that says who it is without a session of ours is nobody', async () => {
		const { sessionCookie } = await import('../../packages/auth/src/index.ts');
		for (const id of ['00000000-0000-7000-8000-000000000000', user.userId]) {
			expect((await server.raw('/api/v1/projects', { headers: [['cookie', await sessionCookie(server.env, id)]] })).status).toBe(401);
		}
		const forged = await sessionCookie({ ...server.env, secret: 'x'.repeat(32) }, (await server.sessionOf(user)).sessionId);
		expect((await server.raw('/api/v1/projects', { headers: [['cookie', forged]] })).status).toBe(401);
	});

	test('is no way into the MLflow door, where a page of another site could send forms', async () => {
		const answer = await server.raw(`/mlflow/${place.slug}/${place.project}/api/2.0/mlflow/runs/create`, {
			method: 'POST',
			headers: [['cookie', cookie], ['origin', server.url], JSON_TYPE],
			body: '{"experiment_id":"0"}',
		});
		expect(answer.status).toBe(401);
	});
});

describe('tokens in the forms that clients send them', () => {
	const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
	test.each([
		['Bearer', (t: string) => `Bearer ${t}`, 200],
		['bearer in small letters', (t: string) => `bearer ${t}`, 200],
		['Basic of user token', (t: string) => basic(`token:${t}`), 200],
		['Basic without a user', (t: string) => basic(`:${t}`), 200],
		['Basic with the token as user', (t: string) => basic(`${t}:`), 401],
		['Basic with more behind it', (t: string) => basic(`token:${t}:x`), 401],
	] as const)('%s', async (_what, form, status) => {
		expect((await server.raw('/api/v1/projects', { headers: [['authorization', form(token)]] })).status).toBe(status);
	});

	test('in the address or in a body are no credentials', async () => {
		expect((await server.raw(`/api/v1/projects?token=${token}&access_token=${token}`)).status).toBe(401);
		expect((await server.raw('/api/v1/projects', { method: 'POST', json: { token, org: place.slug, name: 'x' } })).status).toBe(401);
	});
});

describe('what an answer gives away', () => {
	test('no page of another site may read one', async () => {
		for (const path of ['/api/v1/projects', '/api/trpc/me.get', '/api/v1/openapi.json', '/healthz']) {
			const answer = await server.raw(path, {
				headers: [
					['cookie', cookie],
					['origin', 'http://attacker.example'],
				],
			});
			expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
			const asked = await server.raw(path, {
				method: 'OPTIONS',
				headers: [
					['origin', 'http://attacker.example'],
					['access-control-request-method', 'POST'],
				],
			});
			expect(Object.keys(asked.headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
		}
	});

	test.each<[string, RawOptions]>([
		['a type that is markup', { method: 'POST', headers: [['content-type', '<script>alert(1)</script>']], body: '{}' }],
		['a name that is markup', { method: 'POST', json: { name: '<img src=x onerror=alert(1)>'.repeat(4) } }],
	])('%s comes back as JSON only, never to be read as a page', async (_what, options) => {
		const answer = await server.raw('/api/v1/projects', { ...options, token });
		expect(answer.status).toBeGreaterThanOrEqual(400);
		expect(answer.headers['content-type']).toBe('application/problem+json');
		expect(answer.headers['x-content-type-options']).toBe('nosniff');
	});

	test('a table of the database holds no secret: neither tokens nor session cookies nor links', async () => {
		const tables = await server.db.sql<
			{ name: string }[]
		>`select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`;
		const secrets = [
			token,
			token.split('_')[3] ?? '',
			cookie.split('=')[1] ?? '',
			server.env.secret,
			server.env.tokenPepper,
			server.parts.agent,
			server.parts.serving,
		];
		for (const { name } of tables) {
			const rows = JSON.stringify(await server.db.sql.unsafe(`select t::text as row from "${name}" t`));
			const entries =
				name === 'audit_log' || name === 'audit_outbox'
					? JSON.stringify(await server.db.sql.unsafe(`select convert_from(entry, 'utf8') as row from "${name}"`))
					: '';
			expect([name, secrets.filter((secret) => rows.includes(secret) || entries.includes(secret))]).toEqual([name, []]);
		}
	});

	test('no log line holds one either', () => {
		const log = JSON.stringify(server.log);
		expect([token, cookie, server.env.secret].filter((secret) => log.includes(secret))).toEqual([]);
		expect(server.log.filter((line) => line.level >= 50)).toEqual([]);
	});
});
