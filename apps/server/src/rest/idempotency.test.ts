import { makeProject, makeUser, type TestProject } from '@interlock/testkit';
import type { UserActor } from '@interlock/domain/access';
import { beforeAll, describe, expect, test } from 'vitest';
import { type RawAnswer, startTestServer, type TestServer } from '../test-server.ts';

let server: TestServer;
let place: TestProject;
let user: UserActor;
let token: string;
beforeAll(async () => {
	server = await startTestServer();
	place = await makeProject(server.db);
	user = await makeUser(server.db, place, ['contributor']);
	token = (await server.tokenOf(user, place)).token;
});

function create(name: string, key: string, as = token): Promise<RawAnswer> {
	return server.raw('/api/v1/projects', { method: 'POST', token: as, json: { name }, headers: [['idempotency-key', key]] });
}

const body = (answer: RawAnswer) => JSON.parse(answer.text);
const projects = async (slug: string) => (await server.db.sql`select 1 from project where slug = ${slug}`).length;

describe('an Idempotency-Key', () => {
	test('sent again gives the first answer, word for word, and does nothing more', async () => {
		const [first, second] = [await create('Once only', 'key-1'), await create('Once only', 'key-1')];
		expect(first.status).toBe(201);
		expect([second.status, second.text]).toEqual([first.status, first.text]);
		expect(await projects('once-only')).toBe(1);
	});

	test('with another body is a conflict that names the header', async () => {
		await create('First body', 'key-2');
		const other = await create('Second body', 'key-2');
		expect([other.status, body(other)]).toMatchObject([409, { field: 'Idempotency-Key', reason: 'idempotency-key-reused' }]);
		expect(await projects('second-body')).toBe(0);
	});

	test('ten at once: one effect, and each gets the answer or is told to wait', async () => {
		const answers = await Promise.all(Array.from({ length: 10 }, () => create('At once', 'key-3')));
		for (const answer of answers) expect([201, 409]).toContain(answer.status);
		expect(answers.filter((a) => a.status === 409).every((a) => body(a).reason === 'idempotency-key-unanswered')).toBe(true);
		expect(await projects('at-once')).toBe(1);
		expect((await create('At once', 'key-3')).status).toBe(201);
	});

	test('of a refused call is free again', async () => {
		expect((await create('!!', 'key-4')).status).toBe(400);
		expect((await create('Good name', 'key-4')).status).toBe(201);
	});

	test('is the caller’s own: another one with the same key is another call', async () => {
		const colleague = (await server.tokenOf(await makeUser(server.db, place, ['contributor']), place)).token;
		expect((await create('Mine', 'key-5')).status).toBe(201);
		expect((await create('Theirs', 'key-5', colleague)).status).toBe(201);
		expect((await create('Mine', 'key-5', colleague)).status).toBe(409);
	});

	test('is forgotten after 24 hours', async () => {
		await create('Of yesterday', 'key-6');
		await server.db.sql`update idempotency_key set created_at = now() - interval '24 hours 1 second'`;
		expect(body(await create('Of yesterday', 'key-6'))).toMatchObject({ code: 'conflict', field: 'name' });
	});

	test('is refused where the answer holds a secret, which is stored nowhere', async () => {
		const answer = await server.raw('/api/v1/tokens', {
			method: 'POST',
			token,
			json: { org: place.slug, name: 'x', scopes: ['run:read'] },
			headers: [['idempotency-key', 'key-7']],
		});
		expect([answer.status, body(answer)]).toMatchObject([400, { field: 'Idempotency-Key' }]);
		const stored = JSON.stringify(await server.db.sql`select answer from idempotency_key`);
		expect(stored).not.toContain('ilk_');
	});

	test.each(['', 'with a space', 'x'.repeat(201)])('of another form is refused: %j', async (key) => {
		expect((await create('Whatever', key)).status).toBe(400);
	});

	test('without one the same call twice is two calls', async () => {
		const twice = () => server.raw('/api/v1/projects', { method: 'POST', token, json: { name: 'Twice' } });
		expect([(await twice()).status, (await twice()).status]).toEqual([201, 409]);
	});
});
