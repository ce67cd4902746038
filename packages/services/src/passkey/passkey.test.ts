import type { Database } from '@interlock/db';
import { passkey, person } from '@interlock/db/tables';
import { as, expectAuditEntry, makeToken, makeUser, softAuthenticator, testDatabase } from '@interlock/testkit';
import { eq } from 'drizzle-orm';
import type { UserActor } from '@interlock/domain/access';
import { beforeAll, describe, expect, test } from 'vitest';
import { erasePerson } from '../audit/index.ts';
import { removeMember } from '../member/index.ts';
import { choosePassword, loadSession } from '../session/index.ts';
import { beginPasskeyRegistration, listPasskeys, registerPasskey, removePasskey, renamePasskey } from './index.ts';
import { addPasskey, newSession, signInWith, SITE, somebody, stepUpWith } from './test-fixture.ts';

const MINUTE_MS = 60_000;
let db: Database;
beforeAll(async () => {
	db = await testDatabase();
});

describe('adding a passkey', () => {
	test('keeps its public half under a name, knows its person by a handle that says nothing, and counts as just used', async () => {
		const who = await somebody(db);
		const { options } = await beginPasskeyRegistration(await who.ctx(), SITE);
		const actor = (await who.ctx()).actor as UserActor;
		expect(options).toMatchObject({
			rp: { id: 'ml.example.test' },
			attestation: 'none',
			authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
		});
		expect(Buffer.from(options.user.id, 'base64url')).toHaveLength(32);
		expect(Buffer.from(options.user.id, 'base64url').toString()).not.toContain(actor.userId);
		const { id } = await addPasskey(who, '  laptop ');
		expect(await listPasskeys(await who.ctx(), SITE)).toMatchObject({
			passkeys: [{ id, name: 'laptop', backedUp: false, lastUsedAtMs: who.clock.nowMs }],
			hasPassword: true,
			whyNone: null,
			stepUp: { withinMs: 10 * MINUTE_MS, enteredAtMs: who.clock.nowMs },
		});
		expect((await who.ctx()).actor).toMatchObject({ auth: { strength: 'passkey', atMs: who.clock.nowMs } });
		expect(await expectAuditEntry(db, who.org.id, { action: 'passkey.registered', targetId: id })).toMatchObject({ target: { name: 'laptop' } });
		const [sealed] = await db.sql<{ entry: Buffer }[]>`select entry from audit_log where convert_from(entry, 'utf8') like ${`%${id}%`}`;
		expect(sealed?.entry.toString()).not.toContain('laptop');
	});

	test('needs a proof of who one is that is at most ten minutes old, except for the first way in', async () => {
		const who = await somebody(db);
		const { challenge, options } = await beginPasskeyRegistration(await who.ctx(), SITE);
		who.clock.nowMs += 10 * MINUTE_MS + 1;
		await expect(beginPasskeyRegistration(await who.ctx(), SITE)).rejects.toMatchObject({ code: 'forbidden', detail: { reason: 'step-up' } });
		await expect(registerPasskey(await who.ctx(), SITE, { challenge, name: 'x', response: softAuthenticator(SITE).make(options) })).rejects.toMatchObject({
			detail: { reason: 'step-up' },
		});
		await expectAuditEntry(db, who.org.id, { action: 'passkey.registered', decision: 'denied', reason: /needs your password again, or a passkey/ });
		const newcomer = await somebody(db, { password: false });
		expect((await listPasskeys(await newcomer.ctx(), SITE)).stepUp).toBeNull();
		await addPasskey(newcomer);
		const other = await newSession(db, newcomer.userId, newcomer.clock);
		const byLink = as(await newcomer.ctx(), (await loadSession(db, other)) as UserActor);
		await expect(beginPasskeyRegistration(byLink, SITE)).rejects.toMatchObject({ detail: { reason: 'step-up' } });
	});

	test.each([
		['of another page', { origin: 'https://attacker.example' }, 'other-origin'],
		['to another question', { challenge: 'AAAA' }, 'other-challenge'],
		['of an authenticator that did not ask who it was', { unverified: true }, 'not-verified'],
	])('an answer %s is refused and told', async (_what, lies, reason) => {
		const who = await somebody(db);
		await expect(addPasskey(who, 'laptop', lies)).rejects.toMatchObject({ code: 'forbidden', detail: { field: 'passkey', reason } });
		await expectAuditEntry(db, who.org.id, { action: 'passkey.registered', decision: 'denied' });
		expect(await db.drizzle.$count(passkey, eq(passkey.userId, who.userId))).toBe(0);
	});

	test('a challenge is answered once, within five minutes, in the session that asked', async () => {
		const who = await somebody(db);
		const first = await beginPasskeyRegistration(await who.ctx(), SITE);
		const response = softAuthenticator(SITE).make(first.options);
		const elsewhere = as(await who.ctx(), { ...((await who.ctx()).actor as UserActor), sessionId: await newSession(db, who.userId, who.clock) });
		const stale = { detail: { reason: 'stale-challenge' } };
		await expect(registerPasskey(elsewhere, SITE, { challenge: first.challenge, name: 'x', response })).rejects.toMatchObject(stale);
		await registerPasskey(await who.ctx(), SITE, { challenge: first.challenge, name: 'x', response });
		await expect(registerPasskey(await who.ctx(), SITE, { challenge: first.challenge, name: 'x', response })).rejects.toMatchObject(stale);
		const second = await beginPasskeyRegistration(await who.ctx(), SITE);
		who.clock.nowMs += 5 * MINUTE_MS;
		const late = { challenge: second.challenge, name: 'x', response: softAuthenticator(SITE).make(second.options) };
		await expect(registerPasskey(await who.ctx(), SITE, late)).rejects.toMatchObject(stale);
	});

	test('the same one twice is refused, an instance without a host name has none, a token has none', async () => {
		const who = await somebody(db);
		const authenticator = softAuthenticator(SITE);
		for (const last of [false, true]) {
			const { challenge, options } = await beginPasskeyRegistration(await who.ctx(), SITE);
			const adding = registerPasskey(await who.ctx(), SITE, { challenge, name: 'x', response: authenticator.make(options) });
			if (last) await expect(adding).rejects.toMatchObject({ code: 'conflict', detail: { reason: 'known-already' } });
			else await adding;
		}
		await expect(beginPasskeyRegistration(await who.ctx(), 'http://127.0.0.1:4100')).rejects.toMatchObject({
			code: 'conflict',
			message: expect.stringContaining('INTERLOCK_PUBLIC_URL'),
		});
		expect(await listPasskeys(await who.ctx(), 'http://127.0.0.1:4100')).toMatchObject({ whyNone: expect.stringContaining('http://localhost:4100') });
		const token = as(await who.ctx(), makeToken((await who.ctx()).actor as UserActor, who.org));
		await expect(beginPasskeyRegistration(token, SITE)).rejects.toMatchObject({ code: 'forbidden' });
		await expect(listPasskeys(token, SITE)).rejects.toMatchObject({ code: 'forbidden' });
	});
});

describe('the passkeys one has', () => {
	test('are renamed by their person and by nobody else', async () => {
		const [who, other] = [await somebody(db), await somebody(db)];
		const { id } = await addPasskey(who);
		await renamePasskey(await who.ctx(), { id, name: 'key ring' });
		expect((await listPasskeys(await who.ctx(), SITE)).passkeys).toMatchObject([{ name: 'key ring' }]);
		await expectAuditEntry(db, who.org.id, { action: 'passkey.renamed', targetId: id, reason: /was laptop/ });
		await expect(renamePasskey(await other.ctx(), { id, name: 'mine' })).rejects.toMatchObject({ code: 'not-found' });
		await expect(removePasskey(await other.ctx(), { id })).rejects.toMatchObject({ code: 'not-found' });
		await expect(renamePasskey(await who.ctx(), { id, name: ' ' })).rejects.toMatchObject({ code: 'invalid', detail: { field: 'name' } });
	});

	test('are removed with a fresh proof; then every other session ends and the passkey opens nothing', async () => {
		const who = await somebody(db);
		const { id, authenticator } = await addPasskey(who);
		const other = await newSession(db, who.userId, who.clock);
		who.clock.nowMs += 11 * MINUTE_MS;
		await expect(removePasskey(await who.ctx(), { id })).rejects.toMatchObject({ detail: { reason: 'step-up' } });
		await expectAuditEntry(db, who.org.id, { action: 'passkey.removed', decision: 'denied', targetId: id });
		await stepUpWith(who, authenticator);
		await removePasskey(await who.ctx(), { id });
		await expectAuditEntry(db, who.org.id, { action: 'passkey.removed', targetId: id });
		expect(await loadSession(db, other)).toBeNull();
		await expect(signInWith(db, authenticator, new Date(who.clock.nowMs))).rejects.toMatchObject({ detail: { reason: 'unknown-passkey' } });
	});

	test('the last way to sign in stays', async () => {
		const who = await somebody(db, { password: false });
		const { id } = await addPasskey(who);
		await expect(removePasskey(await who.ctx(), { id })).rejects.toMatchObject({
			code: 'conflict',
			message: expect.stringContaining('This is your only way to sign in. Choose a password or add another passkey first.'),
		});
		await expectAuditEntry(db, who.org.id, { action: 'passkey.removed', decision: 'denied', reason: /only way to sign in/ });
		const second = await addPasskey(who, 'key ring');
		const both = await Promise.allSettled([removePasskey(await who.ctx(), { id }), removePasskey(await who.ctx(), { id: second.id })]);
		expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
		expect(await db.drizzle.$count(passkey, eq(passkey.userId, who.userId))).toBe(1);
	});

	test('go with their person when that one is erased', async () => {
		const who = await somebody(db);
		await addPasskey(who, 'Zoe’s phone');
		const admin = as(await who.ctx(), await makeUser(db, who.org, ['admin']));
		await removeMember(admin, { org: who.org.slug, userId: who.userId });
		await erasePerson(admin, { org: who.org.slug, userId: who.userId });
		expect(await db.drizzle.$count(passkey, eq(passkey.userId, who.userId))).toBe(0);
		const [row] = await db.drizzle.select().from(person).where(eq(person.id, who.userId));
		expect(row?.passkeyHandle).toBeNull();
		const told = await db.sql`select 1 from audit_personal where payload like '%Zoe%'`;
		expect(told).toHaveLength(0);
	});

	test('without a password, a session left open is not enough to choose one', async () => {
		const who = await somebody(db, { password: false });
		const { authenticator } = await addPasskey(who);
		who.clock.nowMs += 11 * MINUTE_MS;
		const choose = () =>
			choosePassword(db, { userId: who.userId, sessionId: who.sessionId, password: 'a new password' }, { requestId: 'r' }, new Date(who.clock.nowMs));
		await expect(choose()).rejects.toMatchObject({ code: 'forbidden', detail: { reason: 'step-up' } });
		await stepUpWith(who, authenticator);
		await choose();
		const [row] = await db.drizzle.select().from(person).where(eq(person.id, who.userId));
		expect(row?.passwordHash).not.toBeNull();
	});
});
