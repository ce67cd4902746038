import { randomUUID } from 'node:crypto';
import type { Database } from '@interlock/db';
import { passkey, person } from '@interlock/db/tables';
import { auditEntries, expectAuditEntry, softAuthenticator, testDatabase } from '@interlock/testkit';
import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { listMembers } from '../member/index.ts';
import { loadSession } from '../session/index.ts';
import { beginPasskeySignIn, beginPasskeyStepUp, signInByPasskey, stepUpByPasskey } from './index.ts';
import { addPasskey, signInWith, SITE, somebody, stepUpWith } from './test-fixture.ts';

const MINUTE_MS = 60_000;
let db: Database;
beforeAll(async () => {
	db = await testDatabase();
});

describe('stepping up by a passkey', () => {
	test('R16: counts as a proof of strength passkey from then on; the log names the passkey', async () => {
		const who = await somebody(db);
		const { authenticator } = await addPasskey(who, 'key ring');
		who.clock.nowMs += 60 * MINUTE_MS;
		expect(await stepUpWith(who, authenticator)).toEqual({ atMs: who.clock.nowMs });
		expect((await who.ctx()).actor).toMatchObject({ auth: { strength: 'passkey', atMs: who.clock.nowMs } });
		const { members } = await listMembers(await who.ctx(), { org: who.org.slug });
		expect(members.find(({ userId }) => userId === who.userId)).toMatchObject({ hasPassword: true, hasPasskey: true, pending: false });
		await expectAuditEntry(db, who.org.id, { action: 'session.stepped-up', targetId: who.sessionId, reason: /by the passkey key ring/ });
	});

	test.each([
		['on another page', { origin: 'https://attacker.example' }, 'other-origin'],
		['for another question', { challenge: 'AAAA' }, 'other-challenge'],
		['without asking who it was', { unverified: true }, 'not-verified'],
		['with another key', { forged: true }, 'not-valid'],
		['for somebody else', { userHandle: 'AAAA' }, 'unknown-passkey'],
	])('R16: used %s it is refused with the reason, and told', async (_what, lies, reason) => {
		const who = await somebody(db);
		const { authenticator } = await addPasskey(who);
		const before = (await who.ctx()).actor;
		who.clock.nowMs += MINUTE_MS;
		await expect(stepUpWith(who, authenticator, lies)).rejects.toMatchObject({ code: 'forbidden', detail: { field: 'passkey', reason } });
		await expectAuditEntry(db, who.org.id, { action: 'session.stepped-up', decision: 'denied', reason: /^passkey: / });
		expect((await who.ctx()).actor).toMatchObject({ auth: (before as { auth: unknown }).auth });
	});

	test('R16: a counter that went back is refused: a copy of the passkey is not the passkey', async () => {
		const who = await somebody(db);
		const { authenticator } = await addPasskey(who);
		await stepUpWith(who, authenticator, { counter: 41 });
		for (const counter of [41, 7, 0])
			await expect(stepUpWith(who, authenticator, { counter })).rejects.toMatchObject({ detail: { reason: 'counter-went-back' } });
		await stepUpWith(who, authenticator, { counter: 42 });
		const [row] = await db.drizzle.select().from(passkey).where(eq(passkey.userId, who.userId));
		expect(row?.counter).toBe(42);
	});

	test('R16: one answer counts once, for its purpose only; somebody else’s passkey never does', async () => {
		const [who, other] = [await somebody(db), await somebody(db)];
		const { authenticator } = await addPasskey(who);
		await addPasskey(other);
		const { challenge, options } = await beginPasskeyStepUp(await who.ctx(), SITE);
		const response = authenticator.use(options);
		const answer = async () => stepUpByPasskey(await who.ctx(), SITE, { challenge, response });
		const both = await Promise.allSettled([answer(), answer()]);
		expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
		const signIn = await beginPasskeySignIn(db, SITE, {}, new Date(who.clock.nowMs));
		const crossed = { challenge: signIn.challenge, response: authenticator.use(signIn.options) };
		await expect(stepUpByPasskey(await who.ctx(), SITE, crossed)).rejects.toMatchObject({ detail: { reason: 'stale-challenge' } });
		const asked = await beginPasskeyStepUp(await other.ctx(), SITE);
		const foreign = { challenge: asked.challenge, response: authenticator.use(asked.options) };
		await expect(stepUpByPasskey(await other.ctx(), SITE, foreign)).rejects.toMatchObject({ detail: { reason: 'unknown-passkey' } });
	});

	test('R16: of tries that fail, five a minute are judged; somebody without a passkey is told to add one', async () => {
		const who = await somebody(db);
		await expect(beginPasskeyStepUp(await who.ctx(), SITE)).rejects.toMatchObject({ code: 'conflict', detail: { reason: 'no-passkey' } });
		const { authenticator } = await addPasskey(who);
		for (let i = 0; i < 5; i++) await expect(stepUpWith(who, authenticator, { forged: true })).rejects.toMatchObject({ detail: { reason: 'not-valid' } });
		await expect(stepUpWith(who, authenticator)).rejects.toMatchObject({ detail: { field: 'passkey', reason: 'throttled' } });
		who.clock.nowMs += MINUTE_MS;
		await stepUpWith(who, authenticator);
	});
});

describe('signing in by a passkey', () => {
	test('opens a session of strength passkey, without a name being typed', async () => {
		const who = await somebody(db);
		const { authenticator } = await addPasskey(who);
		const now = new Date(who.clock.nowMs);
		expect((await beginPasskeySignIn(db, SITE, {}, now)).options.allowCredentials ?? []).toEqual([]);
		const signedIn = await signInWith(db, authenticator, now);
		expect(signedIn).toMatchObject({ userId: who.userId });
		expect(await loadSession(db, signedIn?.sessionId ?? '', now)).toMatchObject({ userId: who.userId, auth: { strength: 'passkey', atMs: now.getTime() } });
		await expectAuditEntry(db, who.org.id, { action: 'session.opened', targetId: signedIn?.sessionId, reason: /by passkey/ });
	});

	test.each([
		['signed by another key', { forged: true }, 'not-valid'],
		['given on another page', { origin: 'https://attacker.example' }, 'other-origin'],
		['given without asking who it was', { unverified: true }, 'not-verified'],
	])('an answer %s is refused, and the log of its person tells it', async (_what, lies, reason) => {
		const who = await somebody(db);
		const { authenticator } = await addPasskey(who);
		await expect(signInWith(db, authenticator, new Date(who.clock.nowMs), lies)).rejects.toMatchObject({ code: 'forbidden', detail: { reason } });
		await expectAuditEntry(db, who.org.id, { action: 'session.open', decision: 'denied', reason: /^passkey: / });
	});

	test('an unknown passkey and one of a disabled person are nobody’s; they are counted', async () => {
		const refusals = async () => {
			const [row] = await db.sql<{ n: number }[]>`select coalesce(sum(count), 0)::int as n from anonymous_refusal where cause = 'sign-in: unknown passkey'`;
			return row?.n ?? 0;
		};
		const who = await somebody(db);
		const { authenticator } = await addPasskey(who);
		const before = await refusals();
		const stranger = softAuthenticator(SITE);
		stranger.make({ challenge: 'AAAA', rp: { id: 'ml.example.test' }, user: { id: 'AAAA' } });
		const now = new Date(who.clock.nowMs);
		await expect(signInWith(db, stranger, now)).rejects.toMatchObject({ detail: { reason: 'unknown-passkey' } });
		await db.drizzle.update(person).set({ disabledAt: now }).where(eq(person.id, who.userId));
		await expect(signInWith(db, authenticator, now)).rejects.toMatchObject({ detail: { reason: 'unknown-passkey' } });
		expect(await refusals()).toBe(before + 2);
		expect((await auditEntries(db, who.org.id)).filter(({ action }) => action === 'session.opened')).toHaveLength(1);
	});

	test.each([undefined, null, {}, { challenge: 'x' }, { challenge: randomUUID(), response: { id: 'a\0' } }])('%j is no answer', async (answer) => {
		expect(await signInByPasskey(db, SITE, answer, { requestId: 'r' })).toBeNull();
	});

	test('one network address asks 20 questions a minute; old questions are thrown away', async () => {
		const now = new Date(Date.now() + 3600_000);
		const ask = (ip: string, at = now) => beginPasskeySignIn(db, SITE, { ip }, at);
		for (let i = 0; i < 20; i++) await ask('198.51.100.21');
		await expect(ask('198.51.100.21')).rejects.toMatchObject({ detail: { reason: 'throttled' } });
		await ask('198.51.100.22');
		await ask('198.51.100.23', new Date(now.getTime() + 6 * MINUTE_MS));
		const [left] = await db.sql<{ n: number }[]>`select count(*)::int as n from passkey_challenge`;
		expect(left?.n).toBe(1);
	});
});
