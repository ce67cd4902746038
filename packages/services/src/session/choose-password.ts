import { and, eq, isNull, ne } from 'drizzle-orm';
import { type Database, inTransaction } from '@interlock/db';
import { passkey, person, session, signInLink } from '@interlock/db/tables';
import { DomainError, parseInput } from '@interlock/domain/error';
import { passwordSchema } from '@interlock/domain/member';
import { whyNotChangeWaysIn } from '@interlock/domain/passkey';
import { z } from 'zod';
import { countTry, forgiveTry } from './attempts.ts';
import { loadSession } from './load-session.ts';
import { type Caller, tellOrganizations } from './open-session.ts';
import { hashPassword, passwordMatches } from './passwords.ts';

const input = z.object({ password: passwordSchema });

/**
 * Stores a new password. Needs the old one where there is one, else a passkey used just now where there is one of those. Every other session of the person ends and every unused sign-in link is
 * void; in this one the password counts as just entered. Throws `forbidden` when the old one doesn't match or the passkey was not used.
 */
export async function choosePassword(
	db: Database,
	given: { userId: string; sessionId: string; password: string; current?: string },
	caller: Caller = { requestId: 'choose-password' },
	now = new Date(),
): Promise<void> {
	const { password } = parseInput(input, { password: given.password });
	const [seen] = await db.drizzle.select().from(person).where(eq(person.id, given.userId));
	if (!seen) throw new DomainError('not-found', 'person not found');
	if (seen.passwordHash) await requireCurrent(seen.passwordHash, given, now);
	else await requirePasskey(db, given, now);
	const passwordHash = await hashPassword(password);
	await inTransaction(db, async (tx) => {
		const [row] = await tx.select().from(person).where(eq(person.id, given.userId)).for('update');
		if (row?.passwordHash !== seen.passwordHash) throw new DomainError('conflict', 'password: was changed meanwhile', { field: 'password' });
		await tx.update(person).set({ passwordHash }).where(eq(person.id, given.userId));
		await tx
			.update(session)
			.set({ revokedAt: now })
			.where(and(eq(session.userId, given.userId), ne(session.id, given.sessionId), isNull(session.revokedAt)));
		await tx.update(session).set({ stepUpAt: now, stepUpStrength: 'password' }).where(eq(session.id, given.sessionId));
		await tx
			.update(signInLink)
			.set({ consumedAt: now })
			.where(and(eq(signInLink.userId, given.userId), isNull(signInLink.consumedAt)));
		await tellOrganizations(tx, seen, caller, now, { action: 'password.chosen', sessionId: given.sessionId });
	});
}

async function requireCurrent(hash: string, given: { userId: string; current?: string }, now: Date): Promise<void> {
	const tried = { account: given.userId };
	countTry(tried, now);
	if (!(await passwordMatches(hash, given.current ?? ''))) throw new DomainError('forbidden', 'current: is not your present password', { field: 'current' });
	forgiveTry(tried);
}

/** Without a password, whoever has passkeys uses one first: a session left open is not enough to get a password. */
async function requirePasskey(db: Database, given: { userId: string; sessionId: string }, now: Date): Promise<void> {
	const passkeys = await db.drizzle.$count(passkey, eq(passkey.userId, given.userId));
	const actor = passkeys > 0 ? await loadSession(db, given.sessionId, now, true) : null;
	const why = actor && whyNotChangeWaysIn(actor, { hasPassword: false, passkeys }, now.getTime());
	if (why) throw new DomainError('forbidden', why, { reason: 'step-up' });
}
