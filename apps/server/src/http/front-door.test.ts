import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { RESERVED_SLUGS } from '@interlock/domain/slug';
import { beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, strangersToken, type TestServer } from '../test-server.ts';
import { createHostCheck } from './host-check.ts';
import { FRONT_DOOR_SEGMENTS } from './front-door.ts';
import { flushRefusals } from './refusals.ts';

let server: TestServer;
beforeAll(async () => {
	server = await startTestServer();
});

/** A request written by hand, for what no client would send; the answer's status line. */
function byHand(text: string): Promise<string> {
	return new Promise((resolve, reject) => {
		const socket = connect(server.port, '127.0.0.1', () => socket.write(text));
		let answer = '';
		socket.on('data', (chunk) => {
			answer += chunk;
			socket.end();
		});
		socket.on('close', () => resolve(answer.split('\r\n')[0] ?? ''));
		socket.on('error', reject);
	});
}

/** Folders of the pages that are a path segment of their own: neither a parameter nor a group, those of groups included. */
async function fixedSegments(folder: string): Promise<string[]> {
	const names = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
	const inGroups = await Promise.all(names.filter((name) => name.startsWith('(')).map((name) => fixedSegments(`${folder}/${name}`)));
	return [...names.filter((name) => !/^[([_]/.test(name)), ...inGroups.flat()];
}

describe('where a request goes', () => {
	test('no slug can hide behind a path that the front door answers itself', () => {
		const reserved: readonly string[] = RESERVED_SLUGS;
		expect(FRONT_DOOR_SEGMENTS.filter((segment) => !reserved.includes(segment))).toEqual([]);
	});

	test('nor behind a page of the instance or of an organization', async () => {
		const reserved: readonly string[] = RESERVED_SLUGS;
		const pages = fileURLToPath(new URL('../../../web/src/app', import.meta.url));
		const own = [...(await fixedSegments(pages)), ...(await fixedSegments(`${pages}/(app)/[org]`))];
		expect(own).toContain('sign-in');
		expect(own.filter((segment) => !reserved.includes(segment))).toEqual([]);
	});

	test.each([
		['/healthz', 200, 'ok\n'],
		['/api/v1/openapi.json', 200, '"openapi":"3.1.0"'],
		['/version', 200, '3.'],
		['/some/page?x=1', 200, 'page GET /some/page?x=1'],
		['/sign-in', 200, 'page GET /sign-in'],
	])('%s', async (path, status, text) => {
		const answer = await server.raw(path);
		expect(answer.status).toBe(status);
		expect(answer.text).toContain(text);
	});

	test('readyz names every part and says what is missing', async () => {
		const answer = await server.raw('/readyz');
		expect(answer.status).toBe(503);
		expect(JSON.parse(answer.text)).toMatchObject({
			ready: false,
			parts: { server: 'ready', postgres: 'ready', web: 'ready', inference: 'not answering', control: 'not answering' },
		});
	});

	test('a part that is down is said in a sentence, to be asked again', async () => {
		const answer = await server.raw('/serve/a/b/c/invocations', { method: 'POST', json: {} });
		expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '2' } });
		expect(answer.text).toContain('inference part of Interlock is starting or down');
	});
});

describe('hosts', () => {
	test.each(['attacker.example', 'attacker.example:80', '127.0.0.1', '127.0.0.1.attacker.example', 'localhost', '', '169.254.169.254'])(
		'a name that is not ours is refused at every door (DNS rebinding): %j',
		async (host) => {
			for (const path of [
				'/healthz',
				'/api/v1/projects',
				'/api/trpc/me.get',
				'/mlflow/a/b/api/2.0/mlflow/experiments/search',
				'/sign-in',
				'/socket.io/?EIO=4&transport=polling',
			]) {
				const answer = await server.raw(path, { headers: [['host', host]] });
				expect([path, answer.status]).toEqual([path, path.startsWith('/socket.io') ? 403 : 421]);
			}
		},
	);

	test('pages asked for by another name of this machine are sent to the canonical address, machines are answered', async () => {
		const host: [string, string] = ['host', `localhost:${server.port}`];
		expect(await server.raw('/sign-in?link=x', { headers: [host] })).toMatchObject({ status: 307, headers: { location: `${server.url}/sign-in?link=x` } });
		expect((await server.raw('/healthz', { headers: [host] })).status).toBe(200);
		expect((await server.raw('/api/v1/projects', { headers: [host] })).status).toBe(401);
	});

	test('names are judged whole, in any case', () => {
		const judge = createHostCheck({ publicUrl: 'https://ml.example.test', port: 4100 });
		expect(['ml.example.test', 'ML.Example.test', 'localhost:4100', '[::1]:4100', 'ml.example.test:443', 'ml.example.test.evil', undefined].map(judge)).toEqual(
			['canonical', 'canonical', 'local', 'local', 'unknown', 'unknown', 'unknown'],
		);
	});
});

describe('requests that two parts could read differently', () => {
	test.each([
		[
			'two credentials',
			[
				['authorization', `Bearer ${strangersToken()}`],
				['authorization', 'Basic eA=='],
			],
		],
		[
			'two origins',
			[
				['origin', 'http://a.test'],
				['origin', 'http://b.test'],
			],
		],
		[
			'two types',
			[
				['content-type', 'application/json'],
				['content-type', 'text/plain'],
			],
		],
	] as [string, [string, string][]][])('%s are refused', async (_what, headers) => {
		expect((await server.raw('/api/v1/projects', { headers })).status).toBe(400);
	});

	test.each([
		['an address with a host in it', 'GET http://attacker.example/api/v1/projects HTTP/1.1'],
		['an address that begins with two slashes', 'GET //attacker.example/api/v1/projects HTTP/1.1'],
		['a backslash', 'GET /api\\v1\\projects HTTP/1.1'],
	])('%s is refused', async (_what, line) => {
		expect(await byHand(`${line}\r\nHost: 127.0.0.1:${server.port}\r\nConnection: close\r\n\r\n`)).toContain(' 400 ');
	});

	test.each([
		['two hosts', 'Host: 127.0.0.1:PORT\r\nHost: attacker.example'],
		['no host', 'X-Nothing: 1'],
		['two lengths', 'Host: 127.0.0.1:PORT\r\nContent-Length: 3\r\nContent-Length: 5'],
		['a length and chunks', 'Host: 127.0.0.1:PORT\r\nContent-Length: 3\r\nTransfer-Encoding: chunked'],
		['headers beyond the limit', `Host: 127.0.0.1:PORT\r\nX-Huge: ${'a'.repeat(140_000)}`],
	])('%s', async (_what, headers) => {
		const status = await byHand(`POST /api/v1/projects HTTP/1.1\r\n${headers.replace('PORT', String(server.port))}\r\nConnection: close\r\n\r\nabc`);
		expect(status).toMatch(/ (400|421|431) |^$/);
	});

	test('whatever a client says its id and address are, ours are what is logged', async () => {
		const answer = await server.raw('/api/v1/projects', {
			headers: [
				['x-request-id', 'mine'],
				['x-interlock-client-ip', '192.0.2.1'],
				['X-Request-Id', 'mine too'],
			],
		});
		expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
		expect(JSON.parse(answer.text).requestId).toBe(answer.headers['x-request-id']);
	});
});

describe('callers nobody knows', () => {
	test('are counted by door and cause, never by what they sent', async () => {
		const { instance } = server.running;
		await flushRefusals(instance);
		await server.db.sql`delete from anonymous_refusal`;
		const unknown = strangersToken();
		for (let i = 0; i < 3; i++) await server.raw('/api/v1/projects');
		await server.raw('/api/v1/projects', { token: unknown });
		await server.raw('/api/trpc/me.get', { headers: [['cookie', 'interlock.session=x']] });
		await server.raw('/mlflow/a/b/api/2.0/mlflow/experiments/search', { method: 'POST', json: {} });
		await server.raw('/healthz', { headers: [['host', 'attacker.example']] });
		await flushRefusals(instance);
		const rows = await server.db.sql<
			{ cause: string; count: number }[]
		>`select cause, sum(count)::int as count from anonymous_refusal group by cause order by cause`;
		expect(rows.map((r) => ({ ...r }))).toEqual([
			{ cause: 'front door: another host', count: 1 },
			{ cause: 'mlflow: no credentials', count: 1 },
			{ cause: 'rest: credentials unknown, expired or revoked', count: 1 },
			{ cause: 'rest: no credentials', count: 3 },
			{ cause: 'trpc: credentials unknown, expired or revoked', count: 1 },
		]);
		expect(JSON.stringify(rows)).not.toContain(unknown);
	});
});
