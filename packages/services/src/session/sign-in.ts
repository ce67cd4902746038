import { and, eq, gt, isNull } from 'drizzle-orm';
import { type Database, inTransaction, type Tx } from '@interlock/db';
import { membership, person, session, signInLink } from '@interlock/db/tables';
import { DomainError } from '@interlock/domain/error';
import { sha256Hex } from '@interlock/storage';
import { recordAudit } from '../audit/index.ts';
import { hashPassword, passwordMatches } from './passwords.ts';

const SESSION_MS = 7 * 24 * 3600_000;

export interface Caller {
	requestId: string;
	ip?: string;
	userAgent?: string;
}

export interface SignedIn {
	sessionId: string;
	userId: string;
	name: string;
	email: string;
	/** False right after a first link: the pages lead to "choose a password". */
	hasPassword: boolean;
}

const failures = new Map<string, { count: number; sinceMs: number }>();

/** Signs in by e-mail and password; null when they don't match. At most 5 tries a minute for an address. */
export async function signInByPassword(db: Database, email: string, password: string, caller: Caller, now = new Date()): Promise<SignedIn | null> {
	const address = email.trim().toLowerCase();
	const tries = failures.get(address);
	if (tries && now.getTime() - tries.sinceMs < 60_000 && tries.count >= 5) {
		throw new DomainError('forbidden', 'Too many tries for this address; wait a minute', { field: 'email', limit: '5 a minute' });
	}
	const [row] = await db.drizzle.select().from(person).where(and(eq(person.email, address), isNull(person.disabledAt)));
	if (!(await passwordMatches(row?.passwordHash ?? null, password)) || !row) {
		failures.set(address, { count: tries && now.getTime() - tries.sinceMs < 60_000 ? tries.count + 1 : 1, sinceMs: tries?.sinceMs ?? now.getTime() });
		return null;
	}
	failures.delete(address);
	return inTransaction(db, (tx) => openSession(tx, row, 'password', caller, now));
}

/** Signs in by a one-time link's secret: consumes it. Null when it is unknown, used or expired. */
export async function signInByLink(db: Database, secret: string, caller: Caller, now = new Date()): Promise<SignedIn | null> {
	return inTransaction(db, async (tx) => {
		const [link] = await tx
			.update(signInLink)
			.set({ consumedAt: now })
			.where(and(eq(signInLink.secretHash, sha256Hex(secret)), isNull(signInLink.consumedAt), gt(signInLink.expiresAt, now)))
			.returning();
		if (!link) return null;
		const [row] = await tx.select().from(person).where(and(eq(person.id, link.userId), isNull(person.disabledAt)));
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

async function openSession(tx: Tx, row: typeof person.$inferSelect, by: string, caller: Caller, now: Date): Promise<SignedIn> {
	const [made] = await tx
		.insert(session)
		.values({ userId: row.id, ip: caller.ip, userAgent: caller.userAgent, lastSeenAt: now, expiresAt: new Date(now.getTime() + SESSION_MS) })
		.returning();
	if (!made) throw new DomainError('unavailable', 'The session could not be stored');
	const memberships = await tx.select().from(membership).where(eq(membership.userId, row.id));
	const ctx = {
		actor: { kind: 'user' as const, userId: row.id, sessionId: made.id, name: row.name, email: row.email, memberships, seeded: row.seeded },
		now: () => now,
		request: { id: caller.requestId, ip: caller.ip, userAgent: caller.userAgent },
	};
	for (const { orgId } of memberships) {
		await recordAudit(tx, ctx, { action: 'session.opened', orgId, projectId: null, target: { kind: 'session', id: made.id }, reason: `by ${by}` });
	}
	return { sessionId: made.id, userId: row.id, name: row.name, email: row.email, hasPassword: row.passwordHash !== null };
}

/** Stores a new password. Needs the old one where there is one. Every other session of the person ends. */
export async function choosePassword(db: Database, input: { userId: string; sessionId: string; password: string; current?: string }, now = new Date()): Promise<void> {
	const [row] = await db.drizzle.select().from(person).where(eq(person.id, input.userId));
	if (row?.passwordHash && !(await passwordMatches(row.passwordHash, input.current ?? ''))) {
		throw new DomainError('forbidden', 'current: is not your present password', { field: 'current' });
	}
	const passwordHash = await hashPassword(input.password);
	await inTransaction(db, async (tx) => {
		await tx.update(person).set({ passwordHash }).where(eq(person.id, input.userId));
		const open = await tx.select({ id: session.id }).from(session).where(and(eq(session.userId, input.userId), isNull(session.revokedAt)));
		for (const { id } of open) if (id !== input.sessionId) await tx.update(session).set({ revokedAt: now }).where(eq(session.id, id));
	});
}
