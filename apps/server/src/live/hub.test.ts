import { project } from '@interlock/db/tables';
import { makeProject } from '@interlock/testkit';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { flushRefusals } from '../http/refusals.ts';
import { strangersToken } from '../test-server.ts';
import { socketWorld, subscribe, until } from './test-sockets.ts';

const w = socketWorld();

describe('connecting', () => {
	test('takes a token or a session; without either, or with an unknown one, it is refused and counted', async () => {
		expect(await w.connect({ token: await w.tokenOf() })).toBeTypeOf('object');
		expect(await w.connect({}, { authorization: `Bearer ${await w.tokenOf()}` })).toBeTypeOf('object');
		expect(await w.connect({}, { cookie: (await w.server.sessionOf(w.user)).cookie })).toBeTypeOf('object');
		await flushRefusals(w.server.running.instance);
		await w.server.db.sql`delete from anonymous_refusal`;
		for (const [auth, headers] of [
			[{}, {}],
			[{ token: strangersToken() }, {}],
			[{ token: 'nonsense' }, {}],
			[{ token: { a: 1 } }, {}],
			[{}, { cookie: 'interlock.session=%' }],
		] as const) {
			expect(await w.connect(auth, headers)).toBe('unauthenticated');
		}
		await flushRefusals(w.server.running.instance);
		const rows = await w.server.db.sql<{ cause: string; count: number }[]>`select cause, count from anonymous_refusal order by cause`;
		expect(rows.map((r) => [r.cause, r.count])).toEqual([
			['socket: credentials unknown, expired or revoked', 4],
			['socket: no credentials', 1],
		]);
	});

	test.each([['websocket'], ['polling']])('from a foreign page is refused even with a session of ours: %s', async (transport) => {
		const { cookie } = await w.server.sessionOf(w.user);
		expect(await w.connect({}, { cookie, origin: w.server.url }, [transport])).toBeTypeOf('object');
		for (const origin of ['http://attacker.example', 'null', `${w.server.url}.attacker.example`, `http://localhost:${w.server.port}`]) {
			expect(await w.connect({}, { cookie, origin }, [transport])).toBeTypeOf('string');
		}
	});

	test('by a host name that is not ours is refused', async () => {
		const token = await w.tokenOf();
		expect(await w.connect({ token }, { host: 'attacker.example' })).toBeTypeOf('string');
	});
});

describe('subscribing', () => {
	test("somebody else's channel is answered like one that does not exist, for every kind", async () => {
		const theirs = await makeProject(w.server.db);
		const runId = await w.makeRun(theirs);
		const socket = await w.connected({ token: await w.tokenOf() });
		const unknown = '00000000-0000-7000-8000-000000000000';
		for (const channel of [`org/${theirs.id}`, `project/${theirs.projectId}`, `run/${runId}`]) {
			const [kind, id = ''] = channel.split('/');
			const said = JSON.stringify(await subscribe(socket, channel)).replace(id, 'ID');
			expect(said).toBe(JSON.stringify(await subscribe(socket, `${kind}/${unknown}`)).replace(unknown, 'ID'));
			expect(said).toContain('not-found');
		}
		await w.publish(`project/${theirs.projectId}`, 3);
		await w.publish(`project/${w.place.projectId}`);
		await subscribe(socket, `project/${w.place.projectId}`, 0);
		await until(() => socket.heard.length > 0);
		expect(socket.heard.map((e) => e.channel)).toEqual([`project/${w.place.projectId}`]);
	});

	test('a token bound to one project hears no other', async () => {
		const other = await makeProject(w.server.db, w.place);
		const socket = await w.connected({ token: await w.tokenOf(w.user, { projects: [w.place.project] }) });
		expect(await subscribe(socket, `project/${w.place.projectId}`)).toMatchObject({ ok: true });
		expect(await subscribe(socket, `project/${other.projectId}`)).toMatchObject({ ok: false, code: 'not-found' });
	});

	test('a scope that is missing is like a channel that is missing', async () => {
		const socket = await w.connected({ token: await w.tokenOf(w.user, { scopes: ['dataset:read'] }) });
		expect(await subscribe(socket, `project/${w.place.projectId}`)).toMatchObject({ ok: false, code: 'not-found' });
	});

	test('a deleted project and its runs are no channels any more', async () => {
		const runId = await w.makeRun(w.place);
		const socket = await w.connected({ token: await w.tokenOf() });
		expect(await subscribe(socket, `run/${runId}`)).toMatchObject({ ok: true });
		await w.server.db.drizzle.update(project).set({ archivedAt: new Date() }).where(eq(project.id, w.place.projectId));
		expect(await subscribe(socket, `run/${runId}`)).toMatchObject({ ok: false });
		expect(await subscribe(socket, `project/${w.place.projectId}`)).toMatchObject({ ok: false });
	});

	test.each([
		['no channel', undefined, null],
		['a channel that is an object', { a: 1 }, null],
		['a table of ours', 'person/00000000-0000-7000-8000-000000000000', null],
		['a path', 'project/../org', null],
		['more behind the id', 'ID/more', null],
		['a NUL', 'ID\0', null],
		['a negative number', 'ID', -1],
		['a fraction', 'ID', 1.5],
		['a text', 'ID', '1'],
		['NaN', 'ID', Number.NaN],
	])('%s is refused with a sentence, and the connection stays', async (_what, channel, after) => {
		const socket = await w.connected({ token: await w.tokenOf() });
		const named = typeof channel === 'string' ? channel.replace('ID', `project/${w.place.projectId}`) : channel;
		if (Number.isNaN(after)) expect(await subscribe(socket, named, after)).toMatchObject({ ok: true });
		else expect(await subscribe(socket, named, after)).toMatchObject({ ok: false, code: expect.stringMatching(/invalid|not-found/) });
		expect(await subscribe(socket, `project/${w.place.projectId}`)).toMatchObject({ ok: true });
	});

	test('events nobody declared, and an acknowledgement that is none, do nothing', async () => {
		const socket = await w.connected({ token: await w.tokenOf() });
		socket.emit('subscribe', { channel: `project/${w.place.projectId}`, after: null });
		socket.emit('subscribe', null, 'no function');
		socket.emit('event', { channel: `project/${w.place.projectId}`, seq: 1 });
		socket.emit('__proto__', {});
		expect(await subscribe(socket, `project/${w.place.projectId}`)).toMatchObject({ ok: true });
	});

	test('one connection has at most 200 channels; leaving one makes room', async () => {
		const ids = await Promise.all(Array.from({ length: 201 }, () => w.makeRun(w.place)));
		const socket = await w.connected({ token: await w.tokenOf() });
		for (const id of ids.slice(0, 200)) expect(await subscribe(socket, `run/${id}`)).toMatchObject({ ok: true });
		expect(await subscribe(socket, `run/${ids[200]}`)).toMatchObject({ ok: false, message: 'At most 200 channels' });
		socket.emit('unsubscribe', { channel: `run/${ids[0]}` });
		expect(await subscribe(socket, `run/${ids[200]}`)).toMatchObject({ ok: true });
	});
});

test('nothing that was sent made the w.server fail', () => {
	expect(w.server.log.filter((line) => line.level >= 50)).toEqual([]);
});
