import { defaultPolicy } from '@interlock/domain/policy';
import { makeProject, makeUser, type TestProject } from '@interlock/testkit';
import { beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../test-server.ts';

let server: TestServer;
let place: TestProject;
let cookie: string;
beforeAll(async () => {
	server = await startTestServer();
	place = await makeProject(server.db);
	cookie = (await server.sessionOf(await makeUser(server.db, place, ['viewer']))).cookie;
});

/** As large as a policy may be: longer than any address. */
const LARGE = {
	...defaultPolicy('production'),
	owners: Array.from({ length: 100 }, (_, i) => ({ path: `data/${'x'.repeat(150)}${i}`, owners: ['role:reviewer'] })),
};
const tried = () => ({ json: { ...place.place, environment: 'production', document: LARGE } });
const headers = (origin: string): [string, string][] => [
	['cookie', cookie],
	['content-type', 'application/json'],
	['origin', origin],
];

describe('a query in the body of a POST', () => {
	test('is answered like one in the address, whatever its length: a policy that is tried stands in no access log', async () => {
		const body = JSON.stringify(tried());
		expect(body.length).toBeGreaterThan(16_384);
		const { status, text } = await server.raw('/api/trpc/policy.replay', { method: 'POST', headers: headers(server.url), body });
		expect([status, JSON.parse(text).result.data.json.sentence]).toEqual([200, 'No decision of a change is kept yet.']);
	});

	test('is refused from a foreign origin', async () => {
		const { status } = await server.raw('/api/trpc/policy.replay', {
			method: 'POST',
			headers: headers('https://elsewhere.example'),
			body: JSON.stringify(tried()),
		});
		expect(status).toBe(403);
	});
});
