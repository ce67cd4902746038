import { eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { membership, type person, session } from '@interlock/db/tables';
import { DomainError } from '@interlock/domain/error';
import { recordAudit } from '../audit/index.ts';

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

type Person = typeof person.$inferSelect;

/** Opens a session of at most 7 days, with an entry in the log of each of the person's organizations. */
export async function openSession(tx: Tx, who: Person, by: 'password' | 'passkey' | 'one-time link', caller: Caller, now: Date): Promise<SignedIn> {
	const [made] = await tx
		.insert(session)
		.values({
			userId: who.id,
			ip: caller.ip,
			userAgent: caller.userAgent,
			lastSeenAt: now,
			expiresAt: new Date(now.getTime() + SESSION_MS),
			authAt: now,
			authStrength: by === 'one-time link' ? 'link' : by,
		})
		.returning();
	if (!made) throw new DomainError('unavailable', 'The session could not be stored');
	await tellOrganizations(tx, who, caller, now, { action: 'session.opened', sessionId: made.id, reason: `by ${by}` });
	return { sessionId: made.id, userId: who.id, name: who.name, email: who.email, hasPassword: who.passwordHash !== null };
}

/** Writes an entry about a person's way in into the log of each of their organizations; without a session it is a refusal. */
export async function tellOrganizations(
	tx: Tx,
	who: Person,
	caller: Caller,
	now: Date,
	entry: { action: string; sessionId: string | null; reason?: string; target?: { kind: string; id: string; name: string } },
): Promise<void> {
	const memberships = await tx.select({ orgId: membership.orgId, roles: membership.roles }).from(membership).where(eq(membership.userId, who.id));
	const ctx = {
		actor: { kind: 'user' as const, userId: who.id, sessionId: entry.sessionId ?? 'none', name: who.name, email: who.email, memberships, seeded: who.seeded },
		now: () => now,
		request: { id: caller.requestId, ip: caller.ip, userAgent: caller.userAgent },
	};
	const target = entry.target ?? (entry.sessionId ? { kind: 'session', id: entry.sessionId } : { kind: 'person', id: who.id, name: who.name });
	for (const { orgId } of memberships) {
		await recordAudit(tx, ctx, {
			action: entry.action,
			decision: entry.sessionId ? 'allowed' : 'denied',
			orgId,
			projectId: null,
			target,
			reason: entry.reason,
		});
	}
}
