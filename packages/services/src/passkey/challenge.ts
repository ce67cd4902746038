import { randomBytes } from 'node:crypto';
import { and, eq, gt, inArray, isNull, lte } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { passkeyChallenge } from '@interlock/db/tables';

/** How long an authenticator may take. */
export const CHALLENGE_MS = 300_000;

/** Of the key pairs that are taken, in COSE's numbers: Ed25519, ES256, RS256. */
export const ALGORITHMS = [-8, -7, -257] as const;

export interface Asked {
	purpose: (typeof passkeyChallenge.$inferSelect)['purpose'];
	/** The session that asks; null when nobody is signed in yet. */
	sessionId: string | null;
	now: Date;
}

/** Keeps a new challenge of 32 random bytes. A session has one open question of a purpose: the one before is void. */
export async function askChallenge(tx: Tx, { purpose, sessionId, now }: Asked): Promise<{ id: string; challenge: string }> {
	const over = tx.select({ id: passkeyChallenge.id }).from(passkeyChallenge).where(lte(passkeyChallenge.expiresAt, now)).for('update', { skipLocked: true });
	await tx.delete(passkeyChallenge).where(inArray(passkeyChallenge.id, over));
	if (sessionId) await tx.delete(passkeyChallenge).where(and(eq(passkeyChallenge.sessionId, sessionId), eq(passkeyChallenge.purpose, purpose)));
	const [made] = await tx
		.insert(passkeyChallenge)
		.values({ purpose, sessionId, challenge: randomBytes(32).toString('base64url'), expiresAt: new Date(now.getTime() + CHALLENGE_MS), createdAt: now })
		.returning();
	if (!made) throw new Error('no challenge');
	return { id: made.id, challenge: made.challenge };
}

/** Takes a challenge away and returns it; null when it is unknown, answered already, too old, or was asked for another purpose or by another session. */
export async function takeChallenge(tx: Tx, id: string, { purpose, sessionId, now }: Asked): Promise<string | null> {
	const [taken] = await tx
		.delete(passkeyChallenge)
		.where(
			and(
				eq(passkeyChallenge.id, id),
				eq(passkeyChallenge.purpose, purpose),
				sessionId ? eq(passkeyChallenge.sessionId, sessionId) : isNull(passkeyChallenge.sessionId),
				gt(passkeyChallenge.expiresAt, now),
			),
		)
		.returning();
	return taken?.challenge ?? null;
}
