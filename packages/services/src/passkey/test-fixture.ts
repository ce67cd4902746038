import { randomUUID } from 'node:crypto';
import { type Database, inTransaction } from '@interlock/db';
import { person } from '@interlock/db/tables';
import { as, type Lies, makeOrg, makeUser, softAuthenticator, type SoftAuthenticator, testContext, type TestOrg } from '@interlock/testkit';
import { eq } from 'drizzle-orm';
import type { ServiceContext } from '../access/index.ts';
import { createSignInLink, hashPassword, loadSession, signInByLink, stepUp } from '../session/index.ts';
import { beginPasskeyRegistration, beginPasskeySignIn, beginPasskeyStepUp, registerPasskey, signInByPasskey, stepUpByPasskey } from './index.ts';

export const SITE = 'https://ml.example.test';
export const PASSWORD = 'correct horse battery';

/** Somebody in a session, at a clock that tests turn. */
export interface Somebody {
	org: TestOrg;
	userId: string;
	clock: { nowMs: number };
	/** Their context as the session is now. */
	ctx(): Promise<ServiceContext>;
	sessionId: string;
}

/** A person who came by a one-time link; with `password` they have one and just gave it. */
export async function somebody(db: Database, options: { password?: boolean } = { password: true }): Promise<Somebody> {
	const org = await makeOrg(db);
	const { userId } = await makeUser(db, org, ['reviewer']);
	const clock = { nowMs: Date.now() };
	if (options.password)
		await db.drizzle
			.update(person)
			.set({ passwordHash: await hashPassword(PASSWORD) })
			.where(eq(person.id, userId));
	const sessionId = await newSession(db, userId, clock);
	const base = await testContext(db, { kind: 'system', part: 'test', scopes: [] }, () => new Date(clock.nowMs));
	const ctx = async () => {
		const actor = await loadSession(db, sessionId, new Date(clock.nowMs));
		if (!actor) throw new Error('no session');
		return as(base, actor);
	};
	if (options.password) await stepUp(await ctx(), { password: PASSWORD });
	return { org, userId, clock, ctx, sessionId };
}

/** Another session of a person, by a one-time link. */
export async function newSession(db: Database, userId: string, clock: { nowMs: number }): Promise<string> {
	const now = new Date(clock.nowMs);
	const secret = await inTransaction(db, (tx) => createSignInLink(tx, { userId, validMs: 60_000, now }));
	const signedIn = await signInByLink(db, secret, { requestId: randomUUID() }, now);
	if (!signedIn) throw new Error('not signed in');
	return signedIn.sessionId;
}

/** Adds a passkey of a new authenticator. */
export async function addPasskey(who: Somebody, name = 'laptop', lies: Lies = {}): Promise<{ id: string; authenticator: SoftAuthenticator }> {
	const authenticator = softAuthenticator(SITE);
	const { challenge, options } = await beginPasskeyRegistration(await who.ctx(), SITE);
	const { id } = await registerPasskey(await who.ctx(), SITE, { challenge, name, response: authenticator.make(options, lies) });
	return { id, authenticator };
}

export async function stepUpWith(who: Somebody, authenticator: SoftAuthenticator, lies: Lies = {}): Promise<{ atMs: number }> {
	const { challenge, options } = await beginPasskeyStepUp(await who.ctx(), SITE);
	return stepUpByPasskey(await who.ctx(), SITE, { challenge, response: authenticator.use(options, lies) });
}

/** Signs in as nobody yet would. */
export async function signInWith(db: Database, authenticator: SoftAuthenticator, now: Date, lies: Lies = {}) {
	const { challenge, options } = await beginPasskeySignIn(db, SITE, {}, now);
	return signInByPasskey(db, SITE, { challenge, response: authenticator.use(options, lies) }, { requestId: randomUUID() }, now);
}
