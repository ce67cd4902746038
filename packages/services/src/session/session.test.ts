import { randomUUID } from 'node:crypto';
import { type Database, inTransaction } from '@interlock/db';
import { membership, person, session, signInLink } from '@interlock/db/tables';
import { as, auditEntries, expectAuditEntry, makeOrg, makeUser, testContext, testDatabase, type TestOrg } from '@interlock/testkit';
import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { choosePassword, createSignInLink, endSession, hashPassword, loadSession, lookUpLink, signInByLink, signInByPassword, stepUp } from './index.ts';

const PASSWORD = 'correct horse battery';
const HOUR_MS = 3600_000;
let db: Database;
let passwordHash: string;
beforeAll(async () => {
	db = await testDatabase();
	passwordHash = await hashPassword(PASSWORD);
});

const caller = (ip?: string) => ({ requestId: randomUUID(), ip, userAgent: 'test' });

async function somebody(): Promise<{ org: TestOrg; userId: string; email: string }> {
	const org = await makeOrg(db);
	const { userId, email } = await makeUser(db, org, ['contributor']);
	await db.drizzle.update(person).set({ passwordHash }).where(eq(person.id, userId));
	return { org, userId, email };
}

function linkFor(userId: string, validMs = HOUR_MS, now = new Date()): Promise<string> {
	return inTransaction(db, (tx) => createSignInLink(tx, { userId, validMs, now }));
}

describe('one-time links', () => {
	test('20 browsers with one link: one gets in, and the log tells it once', async () => {
		const { org, userId } = await somebody();
		const secret = await linkFor(userId);
		const got = await Promise.all(Array.from({ length: 20 }, () => signInByLink(db, secret, caller())));
		expect(got.filter((g) => g !== null)).toHaveLength(1);
		expect((await auditEntries(db, org.id)).filter((e) => e.action === 'session.opened')).toHaveLength(1);
		expect(await db.sql`select 1 from session where user_id = ${userId}`).toHaveLength(1);
	});

	test('looking at a link does not use it up', async () => {
		const { userId, email } = await somebody();
		const secret = await linkFor(userId);
		expect(await lookUpLink(db, secret)).toMatchObject({ email });
		expect(await lookUpLink(db, secret)).toMatchObject({ email });
		expect(await signInByLink(db, secret, caller())).toMatchObject({ userId });
		expect(await lookUpLink(db, secret)).toBeNull();
	});

	test('a link ends at its time, and with the account', async () => {
		const { userId } = await somebody();
		const now = new Date();
		const secret = await linkFor(userId, HOUR_MS, now);
		expect(await signInByLink(db, secret, caller(), new Date(now.getTime() + HOUR_MS))).toBeNull();
		await db.drizzle.update(person).set({ disabledAt: now }).where(eq(person.id, userId));
		expect(await signInByLink(db, secret, caller())).toBeNull();
	});

	test.each([undefined, null, 7, {}, ['x'], '', '\0', 'x'.repeat(100_000)])('%j is nobody’s link', async (secret) => {
		expect(await signInByLink(db, secret, caller())).toBeNull();
	});

	test('the secret itself is stored nowhere', async () => {
		const { userId } = await somebody();
		const secret = await linkFor(userId);
		await signInByLink(db, secret, caller());
		expect(JSON.stringify(await db.drizzle.select().from(signInLink))).not.toContain(secret);
		expect(JSON.stringify(await db.sql`select convert_from(entry, 'utf8') as e from audit_outbox`)).not.toContain(secret);
	});
});

describe('passwords', () => {
	test('the right one opens a session of 7 days; the address may be written in any case', async () => {
		const { userId, email, org } = await somebody();
		const now = new Date();
		const got = await signInByPassword(db, ` ${email.toUpperCase()} `, PASSWORD, caller('192.0.2.1'), now);
		expect(got).toMatchObject({ userId, hasPassword: true });
		const [row] = await db.drizzle
			.select()
			.from(session)
			.where(eq(session.id, got?.sessionId ?? ''));
		expect(row).toMatchObject({ ip: '192.0.2.1', expiresAt: new Date(now.getTime() + 7 * 24 * HOUR_MS) });
		await expectAuditEntry(db, org.id, { action: 'session.opened', targetId: got?.sessionId });
	});

	test('a wrong one is told in the person’s organization; an unknown address only counted', async () => {
		const { email, org } = await somebody();
		expect(await signInByPassword(db, email, 'wrong password!', caller())).toBeNull();
		await expectAuditEntry(db, org.id, { action: 'session.open', decision: 'denied', reason: /wrong password/ });
		const before = await refusals();
		expect(await signInByPassword(db, `${randomUUID()}@example.test`, PASSWORD, caller())).toBeNull();
		expect(await refusals()).toBe(before + 1);
	});

	test('of 30 wrong tries sent at once, 5 are judged; the right password then waits for the minute to pass', async () => {
		const { email } = await somebody();
		const now = new Date();
		const tries = await Promise.allSettled(Array.from({ length: 30 }, () => signInByPassword(db, email, 'wrong password!', caller(), now)));
		expect(tries.filter((t) => t.status === 'fulfilled')).toHaveLength(5);
		expect(tries.find((t) => t.status === 'rejected')).toMatchObject({ reason: { code: 'forbidden', detail: { reason: 'throttled' } } });
		await expect(signInByPassword(db, email, PASSWORD, caller(), now)).rejects.toMatchObject({ detail: { reason: 'throttled' } });
		expect(await signInByPassword(db, email, PASSWORD, caller(), new Date(now.getTime() + 60_000))).not.toBeNull();
	});

	test('one network address has 20 wrong tries a minute over all accounts; right ones are not counted', async () => {
		const now = new Date();
		const ip = '198.51.100.9';
		const people = await Promise.all([1, 2, 3, 4, 5].map(somebody));
		for (let i = 0; i < 4; i++) for (const { email } of people) await signInByPassword(db, email, PASSWORD, caller(ip), now);
		for (let i = 0; i < 20; i++) expect(await signInByPassword(db, `nobody-${i}@example.test`, 'x', caller(ip), now)).toBeNull();
		await expect(signInByPassword(db, 'nobody-21@example.test', 'x', caller(ip), now)).rejects.toMatchObject({ detail: { reason: 'throttled' } });
		expect(await signInByPassword(db, people[0]?.email, PASSWORD, caller('198.51.100.10'), now)).not.toBeNull();
	});

	test('an unknown address takes as long as a wrong password: nobody learns who has an account', async () => {
		const { email } = await somebody();
		const timeOf = async (address: string) => {
			const startMs = performance.now();
			await signInByPassword(db, address, 'wrong password!', caller());
			return performance.now() - startMs;
		};
		const known = [await timeOf(email), await timeOf(email), await timeOf(email)];
		const unknown = [await timeOf('a@nowhere.test'), await timeOf('b@nowhere.test'), await timeOf('c@nowhere.test')];
		expect(Math.min(...unknown)).toBeGreaterThan(Math.min(...known) / 3);
	});

	test.each([
		[undefined, undefined],
		['a@example.test', undefined],
		[{ $ne: '' }, 'x'],
		['a\0@example.test', 'x'],
		['ana＠example.test', 'x'],
	])('%j with %j is nobody, without a failure', async (email, password) => {
		expect(await signInByPassword(db, email, password, caller())).toBeNull();
	});

	test('a disabled person and one without a password never get in by password', async () => {
		const { email, userId } = await somebody();
		await db.drizzle.update(person).set({ disabledAt: new Date() }).where(eq(person.id, userId));
		expect(await signInByPassword(db, email, PASSWORD, caller())).toBeNull();
		await db.drizzle.update(person).set({ disabledAt: null, passwordHash: null }).where(eq(person.id, userId));
		expect(await signInByPassword(db, email, '', caller())).toBeNull();
	});

	async function refusals(): Promise<number> {
		const [row] = await db.sql<{ n: number }[]>`select coalesce(sum(count), 0)::int as n from anonymous_refusal where cause = 'sign-in: unknown address'`;
		return row?.n ?? 0;
	}
});

describe('stepping up', () => {
	const inSession = async (sessionId: string | undefined, now = new Date()) => {
		const actor = await loadSession(db, sessionId ?? '', now);
		if (!actor) throw new Error('no session');
		return testContext(db, actor, () => now);
	};

	test('R16: a password given again counts from then on, a one-time link never does; both are in the log', async () => {
		const { org, userId } = await somebody();
		const now = new Date();
		const signedIn = await signInByLink(db, await linkFor(userId), caller(), now);
		expect(await loadSession(db, signedIn?.sessionId ?? '', now)).toMatchObject({ auth: { strength: 'link', atMs: now.getTime() } });
		const later = new Date(now.getTime() + HOUR_MS);
		expect(await stepUp(await inSession(signedIn?.sessionId, later), { password: PASSWORD })).toEqual({ atMs: later.getTime() });
		expect(await loadSession(db, signedIn?.sessionId ?? '', later)).toMatchObject({ auth: { strength: 'password', atMs: later.getTime() } });
		await expectAuditEntry(db, org.id, { action: 'session.stepped-up', targetId: signedIn?.sessionId });
	});

	test('R16: a wrong password is refused, told and limited; somebody without one chooses it first; a token can not', async () => {
		const { org, userId } = await somebody();
		const ctx = await inSession((await signInByLink(db, await linkFor(userId), caller()))?.sessionId);
		for (let i = 0; i < 5; i++) await expect(stepUp(ctx, { password: 'wrong password!' })).rejects.toMatchObject({ detail: { reason: 'wrong-password' } });
		await expectAuditEntry(db, org.id, { action: 'session.stepped-up', decision: 'denied', reason: /wrong password/ });
		await expect(stepUp(ctx, { password: PASSWORD })).rejects.toMatchObject({ detail: { reason: 'throttled' } });
		const other = await somebody();
		const byLink = await inSession((await signInByLink(db, await linkFor(other.userId), caller()))?.sessionId);
		await db.drizzle.update(person).set({ passwordHash: null }).where(eq(person.id, other.userId));
		await expect(stepUp(byLink, { password: '' })).rejects.toMatchObject({ code: 'conflict', detail: { reason: 'no-password' } });
		const token = as(ctx, { kind: 'system', part: 'agent', scopes: [] });
		await expect(stepUp(token, { password: PASSWORD })).rejects.toMatchObject({ code: 'forbidden' });
	});

	test('R16: a first password counts as just entered', async () => {
		const { userId } = await somebody();
		await db.drizzle.update(person).set({ passwordHash: null }).where(eq(person.id, userId));
		const signedIn = await signInByLink(db, await linkFor(userId), caller());
		const now = new Date();
		await choosePassword(db, { userId, sessionId: signedIn?.sessionId ?? '', password: 'a new password' }, caller(), now);
		expect(await loadSession(db, signedIn?.sessionId ?? '')).toMatchObject({ auth: { strength: 'password', atMs: now.getTime() } });
	});
});

describe('choosing a password', () => {
	test('ends every other session and every unused link, keeps this one, and the log tells it', async () => {
		const { org, userId, email } = await somebody();
		const here = await signInByPassword(db, email, PASSWORD, caller());
		const there = await signInByPassword(db, email, PASSWORD, caller());
		const link = await linkFor(userId);
		await choosePassword(db, { userId, sessionId: here?.sessionId ?? '', password: 'a new password', current: PASSWORD });
		expect(await loadSession(db, here?.sessionId ?? '')).not.toBeNull();
		expect(await loadSession(db, there?.sessionId ?? '')).toBeNull();
		expect(await signInByLink(db, link, caller())).toBeNull();
		expect(await signInByPassword(db, email, PASSWORD, caller())).toBeNull();
		expect(await signInByPassword(db, email, 'a new password', caller())).not.toBeNull();
		const entry = await expectAuditEntry(db, org.id, { action: 'password.chosen' });
		expect(JSON.stringify(entry)).not.toContain('a new password');
	});

	test('needs the present one, which can not be guessed without end', async () => {
		const { userId } = await somebody();
		const change = (current: string) => choosePassword(db, { userId, sessionId: randomUUID(), password: 'a new password', current });
		for (let i = 0; i < 5; i++) await expect(change('wrong')).rejects.toMatchObject({ code: 'forbidden', detail: { field: 'current' } });
		await expect(change(PASSWORD)).rejects.toMatchObject({ detail: { reason: 'throttled' } });
	});

	test.each(['', 'x', 'short', 'x'.repeat(201)])('%j is refused without being said back', async (password) => {
		const { userId } = await somebody();
		const refused = await choosePassword(db, { userId, sessionId: randomUUID(), password, current: PASSWORD }).catch((e: Error) => e.message);
		expect(refused).toMatch(/^password: .*\(got a secret\)$/);
	});
});

describe('sessions', () => {
	async function open(now = new Date()) {
		const who = await somebody();
		const got = await signInByLink(db, await linkFor(who.userId, HOUR_MS, now), caller(), now);
		return { ...who, sessionId: got?.sessionId ?? '', now };
	}
	const later = (from: Date, ms: number) => new Date(from.getTime() + ms);

	test('an idle one ends after 12 hours; looking at pages keeps it, an open socket does not', async () => {
		const a = await open();
		expect(await loadSession(db, a.sessionId, later(a.now, 12 * HOUR_MS))).toBeNull();
		expect(await loadSession(db, a.sessionId, later(a.now, 11 * HOUR_MS))).not.toBeNull();
		expect(await loadSession(db, a.sessionId, later(a.now, 22 * HOUR_MS))).not.toBeNull();
		const b = await open();
		expect(await loadSession(db, b.sessionId, later(b.now, 11 * HOUR_MS), true)).not.toBeNull();
		expect(await loadSession(db, b.sessionId, later(b.now, 13 * HOUR_MS), true)).toBeNull();
	});

	test('one ends after 7 days however busy', async () => {
		const { sessionId, now } = await open();
		for (let h = 6; h < 7 * 24; h += 6) expect(await loadSession(db, sessionId, later(now, h * HOUR_MS))).not.toBeNull();
		expect(await loadSession(db, sessionId, later(now, 7 * 24 * HOUR_MS))).toBeNull();
	});

	test('carries the roles of now, and ends with the account', async () => {
		const { sessionId, userId } = await open();
		await db.drizzle
			.update(membership)
			.set({ roles: ['viewer'] })
			.where(eq(membership.userId, userId));
		expect(await loadSession(db, sessionId)).toMatchObject({ memberships: [{ roles: ['viewer'] }] });
		await db.drizzle.update(person).set({ disabledAt: new Date() }).where(eq(person.id, userId));
		expect(await loadSession(db, sessionId)).toBeNull();
	});

	test('signing out ends this one, everywhere ends all of the person’s and nobody else’s', async () => {
		const a = await open();
		const second = await signInByLink(db, await linkFor(a.userId), caller());
		const other = await open();
		const actor = await loadSession(db, a.sessionId);
		if (!actor || !second) throw new Error('no session');
		const ctx = await testContext(db, actor);
		await endSession(ctx);
		expect(await loadSession(db, a.sessionId)).toBeNull();
		expect(await loadSession(db, second.sessionId)).not.toBeNull();
		await endSession(as(ctx, { ...actor, sessionId: second.sessionId }), { everywhere: true });
		expect(await loadSession(db, second.sessionId)).toBeNull();
		expect(await loadSession(db, other.sessionId)).not.toBeNull();
		await expectAuditEntry(db, a.org.id, { action: 'session.ended', targetId: a.sessionId });
	});
});
