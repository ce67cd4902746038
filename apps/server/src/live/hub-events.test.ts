import { membership, person, session } from '@interlock/db/tables';
import { revokeToken } from '@interlock/services/token';
import { makeUser, testContext } from '@interlock/testkit';
import { eq } from 'drizzle-orm';
import type { Socket } from 'socket.io-client';
import { describe, expect, test } from 'vitest';
import { socketWorld, subscribe, until } from './test-sockets.ts';

const w = socketWorld();
const upTo = (n: number, from = 1) => Array.from({ length: n - from + 1 }, (_, i) => from + i);

describe('events', () => {
	test('reach who listens, in order, and stop when they leave', async () => {
		const channel = `project/${w.place.projectId}`;
		const socket = await w.connected({ token: await w.tokenOf() });
		expect(await subscribe(socket, channel)).toEqual({ ok: true, seq: 0 });
		await w.publish(channel, 5);
		await until(() => socket.heard.length === 5);
		expect(socket.heard.map((e) => [e.seq, e.data.n])).toEqual(upTo(5).map((n) => [n, n]));
		socket.emit('unsubscribe', { channel });
		await subscribe(socket, `org/${w.place.id}`);
		await w.publish(channel, 2, 6);
		await w.numbered(channel, 7);
		expect(socket.heard).toHaveLength(5);
	});

	test('missed while away come exactly once and in order, also while more keep coming', async () => {
		const channel = `project/${w.place.projectId}`;
		const token = await w.tokenOf();
		const first = await w.connected({ token });
		await subscribe(first, channel);
		await w.publish(channel, 10);
		await until(() => first.heard.length === 10);
		first.close();
		await w.publish(channel, 300, 11);
		await w.numbered(channel, 310);
		const again = await w.connected({ token });
		const coming = (async () => {
			for (let i = 0; i < 20; i++) await w.publish(channel, 5, 311 + i * 5);
		})();
		expect(await subscribe(again, channel, 10)).toMatchObject({ ok: true });
		await coming;
		await until(() => again.heard.length >= 400);
		expect(again.heard.map((e) => e.seq)).toEqual(upTo(410, 11));
		expect(again.resets).toEqual([]);
	});

	test('1,000 behind is repaired, one more is a reset to the newest number and no flood', async () => {
		const channel = `project/${w.place.projectId}`;
		await w.publish(channel, 1001);
		await w.numbered(channel, 1001);
		const token = await w.tokenOf();
		const near = await w.connected({ token });
		expect(await subscribe(near, channel, 1)).toEqual({ ok: true, seq: 1001 });
		await until(() => near.heard.length === 1000);
		const far = await w.connected({ token });
		expect(await subscribe(far, channel, 0)).toEqual({ ok: true, seq: 1001 });
		expect(far.resets).toEqual([{ channel, seq: 1001 }]);
		await w.publish(channel, 1, 1002);
		await until(() => far.heard.length === 1);
		expect(far.heard.map((e) => e.seq)).toEqual([1002]);
	});

	test('a number from the future (another database) is a reset', async () => {
		const channel = `project/${w.place.projectId}`;
		const socket = await w.connected({ token: await w.tokenOf() });
		expect(await subscribe(socket, channel, 99)).toEqual({ ok: true, seq: 0 });
		expect(socket.resets).toEqual([{ channel, seq: 0 }]);
	});
});

test("a person's own channel reaches that person alone: nobody else, no token, and unknown people answer like known ones", async () => {
	const channel = `person/${w.user.userId}`;
	const own = await w.connected({}, { cookie: (await w.server.sessionOf(w.user)).cookie });
	expect(await subscribe(own, channel)).toMatchObject({ ok: true });
	const colleague = await makeUser(w.server.db, w.place, ['admin', 'auditor']);
	const other = await w.connected({}, { cookie: (await w.server.sessionOf(colleague)).cookie });
	const byToken = await w.connected({ token: await w.tokenOf() });
	for (const socket of [other, byToken]) {
		for (const wanted of [channel, 'person/00000000-0000-7000-8000-000000000000']) expect(await subscribe(socket, wanted)).toMatchObject({ code: 'not-found' });
	}
	await w.publish(channel);
	await until(() => own.heard.length === 1);
	expect([other.heard, byToken.heard]).toEqual([[], []]);
});

describe('losing access', () => {
	const dropped = async (socket: Socket) => {
		const startMs = Date.now();
		await until(() => !socket.connected, 2_000);
		return Date.now() - startMs;
	};

	test('a revoked token is dropped within 2 seconds', async () => {
		const made = await w.server.tokenOf(w.user, w.place);
		const socket = await w.connected({ token: made.token });
		await revokeToken(await testContext(w.server.db, w.user), { org: w.place.slug, id: made.id });
		expect(await dropped(socket)).toBeLessThan(2_000);
		expect(await w.connect({ token: made.token })).toBe('unauthenticated');
	});

	test('an ended session, a removed member’s token and a disabled account are dropped within 2 seconds', async () => {
		const { sessionId, cookie } = await w.server.sessionOf(w.user);
		const one = await w.connected({}, { cookie });
		await w.server.db.drizzle.update(session).set({ revokedAt: new Date() }).where(eq(session.id, sessionId));
		await dropped(one);
		const two = await w.connected({ token: await w.tokenOf() });
		await w.server.db.drizzle.delete(membership).where(eq(membership.userId, w.user.userId));
		await dropped(two);
		const another = await makeUser(w.server.db, w.place, ['viewer']);
		const three = await w.connected({ token: await w.tokenOf(another) });
		await w.server.db.drizzle.update(person).set({ disabledAt: new Date() }).where(eq(person.id, another.userId));
		await dropped(three);
	});

	test('a person taken out of the organization stays connected, is told to ask again, and hears nothing more of it', async () => {
		const { cookie } = await w.server.sessionOf(w.user);
		const channel = `project/${w.place.projectId}`;
		const socket = await w.connected({}, { cookie });
		await subscribe(socket, channel);
		await w.server.db.drizzle.delete(membership).where(eq(membership.userId, w.user.userId));
		await until(() => socket.resets.length > 0);
		expect(socket.resets).toEqual([{ channel, seq: 0 }]);
		expect((await subscribe(socket, channel)).ok).toBe(false);
		await w.publish(channel);
		await w.numbered(channel, 1);
		await new Promise((resolve) => setTimeout(resolve, 100));
		expect(socket.heard).toEqual([]);
		expect(socket.connected).toBe(true);
	});

	test('an expired token is dropped at the next look, without anybody ringing', async () => {
		const made = await w.server.tokenOf(w.user, w.place);
		const socket = await w.connected({ token: made.token });
		await w.server.expire(made.id);
		await until(() => !socket.connected, 20_000);
	});
});

test('nothing that was sent made the w.server fail', () => {
	expect(w.server.log.filter((line) => line.level >= 50)).toEqual([]);
});
