import { and, eq, gt, isNull } from 'drizzle-orm';
import { type Database, inTransaction } from '@interlock/db';
import { person, signInLink } from '@interlock/db/tables';
import { sha256Hex } from '@interlock/storage';
import { countRefusals } from '../audit/index.ts';
import { countTry, forgiveTry } from './attempts.ts';
import { type Caller, openSession, type SignedIn, tellOrganizations } from './open-session.ts';
import { passwordMatches } from './passwords.ts';

/**
 * Signs in by e-mail and password; null when they don't match, which the log of the person's organizations tells (an unknown address is
 * only counted). Throws `forbidden` after too many tries. Takes as long for an unknown address as for a known one.
 */
export async function signInByPassword(db: Database, email: unknown, password: unknown, caller: Caller, now = new Date()): Promise<SignedIn | null> {
	if (typeof email !== 'string' || typeof password !== 'string') return null;
	const account = email.trim().toLowerCase();
	const tried = { account, ip: caller.ip };
	countTry(tried, now);
	const [row] = account.includes('\0')
		? []
		: await db.drizzle
				.select()
				.from(person)
				.where(and(eq(person.email, account), isNull(person.disabledAt)));
	const matches = await passwordMatches(row?.passwordHash ?? null, password);
	if (row && matches) {
		forgiveTry(tried);
		return inTransaction(db, (tx) => openSession(tx, row, 'password', caller, now));
	}
	if (row) await inTransaction(db, (tx) => tellOrganizations(tx, row, caller, now, { action: 'session.open', sessionId: null, reason: 'wrong password' }));
	else await countRefusals(db, new Map([['sign-in: unknown address', 1]]), now);
	return null;
}

/** Signs in by a one-time link's secret: consumes it. Null when it is unknown, used or expired. */
export async function signInByLink(db: Database, secret: unknown, caller: Caller, now = new Date()): Promise<SignedIn | null> {
	const signedIn = typeof secret === 'string' ? await consumeLink(db, secret, caller, now) : null;
	if (!signedIn) await countRefusals(db, new Map([['sign-in: link unknown, used or expired', 1]]), now);
	return signedIn;
}

function consumeLink(db: Database, secret: string, caller: Caller, now: Date): Promise<SignedIn | null> {
	return inTransaction(db, async (tx) => {
		const [link] = await tx
			.update(signInLink)
			.set({ consumedAt: now })
			.where(and(eq(signInLink.secretHash, sha256Hex(secret)), isNull(signInLink.consumedAt), gt(signInLink.expiresAt, now)))
			.returning();
		if (!link) return null;
		const [row] = await tx
			.select()
			.from(person)
			.where(and(eq(person.id, link.userId), isNull(person.disabledAt)));
		return row ? openSession(tx, row, 'one-time link', caller, now) : null;
	});
}

/** Whose link this is, without consuming it: for "Continue as ...". */
export async function lookUpLink(db: Database, secret: string, now = new Date()): Promise<{ name: string; email: string } | null> {
	const [row] = await db.drizzle
		.select({ name: person.name, email: person.email })
		.from(signInLink)
		.innerJoin(person, eq(person.id, signInLink.userId))
		.where(and(eq(signInLink.secretHash, sha256Hex(secret)), isNull(signInLink.consumedAt), gt(signInLink.expiresAt, now)));
	return row ?? null;
}
