import { inTransaction } from '@interlock/db';
import { membership, person } from '@interlock/db/tables';
import type { UserActor } from '@interlock/domain/access';
import { DEFAULT_SETTINGS } from '@interlock/domain/member';
import { updateSettings } from '@interlock/services/member';
import { publishEvent } from '@interlock/services/event';
import { makeProject, makeUser, testContext } from '@interlock/testkit';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { type Listener, socketWorld, until } from './test-sockets.ts';

const w = socketWorld();

interface Watching {
	socket: Listener;
	/** "jonas on metrics", as told last. */
	people: string[];
}

async function watch(user: UserActor, channel: string, tab: string | null = null): Promise<Watching> {
	const socket = await w.connected({}, { cookie: (await w.server.sessionOf(user)).cookie });
	const watching: Watching = { socket, people: [] };
	socket.on('presence', (said: { channel: string; people: { name: string; tab: string | null }[] }) => {
		watching.people = said.people.map((one) => `${one.name}${one.tab ? ` on ${one.tab}` : ''}`);
	});
	const say = () => socket.emit('presence', { channel, tab });
	say();
	const timer = setInterval(say, 1_000);
	socket.on('disconnect', () => clearInterval(timer));
	return watching;
}
const colleague = (name: string) => makeUser(w.server.db, w.place, ['reviewer'], name);
const channel = () => `project/${w.place.projectId}`;

describe('who is on a page', () => {
	test('is told to everybody there within a second, with the part they read, and no more once they left', async () => {
		const jonas = await watch(await colleague('jonas'), channel(), 'metrics');
		const lee = await watch(await colleague('lee'), channel());
		await until(() => jonas.people.length === 2 && lee.people.length === 2, 1_000);
		expect(lee.people).toEqual(['jonas on metrics', 'lee']);
		const leftMs = Date.now();
		jonas.socket.close();
		await until(() => lee.people.length === 1, 5_000);
		expect(Date.now() - leftMs).toBeLessThan(5_000);
	});

	test('is gone within five seconds of falling silent, though the socket stays', async () => {
		const lee = await watch(await colleague('lee'), channel());
		const jonas = await watch(await colleague('jonas'), `${channel()}`);
		await until(() => lee.people.length === 2, 1_000);
		jonas.socket.emit('presence', { channel: channel(), left: true });
		jonas.socket.removeAllListeners('presence');
		const again = await colleague('ana');
		const ana = await w.connected({}, { cookie: (await w.server.sessionOf(again)).cookie });
		ana.emit('presence', { channel: channel(), tab: null });
		await until(() => lee.people.includes('ana'), 1_000);
		const saidMs = Date.now();
		await until(() => !lee.people.includes('ana'), 6_000);
		expect(Date.now() - saidMs).toBeLessThan(5_100);
	});

	test('does not show who opted out, from the moment they do', async () => {
		const user = await colleague('jonas');
		const lee = await watch(await colleague('lee'), channel());
		await watch(user, channel());
		await until(() => lee.people.includes('jonas'), 1_000);
		await updateSettings(await testContext(w.server.db, user), { presence: false });
		await until(() => !lee.people.includes('jonas'), 3_000);
		await new Promise((resolve) => setTimeout(resolve, 1_500));
		expect(lee.people).toEqual(['lee']);
	});

	test('stays among those who may see the page: nobody of another organization, no token, no unknown channel', async () => {
		const lee = await watch(await colleague('lee'), channel());
		const theirs = await makeProject(w.server.db);
		const stranger = await watch(await makeUser(w.server.db, theirs, ['admin'], 'stranger'), channel());
		const byToken = await w.connected({ token: await w.tokenOf() });
		byToken.emit('presence', { channel: channel(), tab: null });
		for (const wrong of [null, 7, {}, { channel: 'person/x' }, { channel: channel(), tab: 'x'.repeat(99) }]) byToken.emit('presence', wrong);
		await until(() => lee.people.length > 0, 1_000);
		await new Promise((resolve) => setTimeout(resolve, 1_200));
		expect(lee.people).toEqual(['lee']);
		expect(stranger.people).toEqual([]);
	});

	test('ends for somebody who loses their place in the organization', async () => {
		const user = await colleague('jonas');
		const lee = await watch(await colleague('lee'), channel());
		const jonas = await watch(user, channel());
		await until(() => lee.people.includes('jonas'), 1_000);
		await w.server.db.drizzle.delete(membership).where(eq(membership.userId, user.userId));
		await until(() => !lee.people.includes('jonas'), 5_000);
		const heard = jonas.people.length;
		await inTransaction(w.server.db, (tx) => publishEvent(tx, { orgId: w.place.id, projectId: w.place.projectId, channel: channel(), type: 'x' }));
		expect(jonas.people).toHaveLength(heard);
	});
});

test('what somebody chose is read from their row, also from an older one', async () => {
	const user = await colleague('ana');
	await w.server.db.drizzle
		.update(person)
		.set({ settings: { ...DEFAULT_SETTINGS, presence: false } })
		.where(eq(person.id, user.userId));
	const lee = await watch(await colleague('lee'), channel());
	const ana = await watch(user, channel());
	await until(() => ana.people.includes('lee'), 1_500);
	expect(lee.people).toEqual(['lee']);
});

test('nothing that was said made the server fail', () => {
	expect(w.server.log.filter((line) => line.level >= 50)).toEqual([]);
});
