import { and, eq, gt, isNull, lt } from 'drizzle-orm';
import { type Database, inTransaction } from '@interlock/db';
import { membership, person, session } from '@interlock/db/tables';
import type { UserActor } from '@interlock/domain/access';
import { DomainError } from '@interlock/domain/error';
import type { ServiceContext } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';

const IDLE_MS = 12 * 3600_000;
const SEEN_GRAIN_MS = 60_000;

/**
 * The actor of a session row: not revoked, not expired, idle for less than 12 h, person not disabled. Roles are those of now.
 * `passive`: only looking, as for a socket that stays open; that doesn't keep the session alive.
 */
export async function loadSession(db: Database, sessionId: string, now = new Date(), passive = false): Promise<UserActor | null> {
	const [row] = await db.drizzle
		.select({ session, person })
		.from(session)
		.innerJoin(person, eq(person.id, session.userId))
		.where(
			and(
				eq(session.id, sessionId),
				isNull(session.revokedAt),
				gt(session.expiresAt, now),
				gt(session.lastSeenAt, new Date(now.getTime() - IDLE_MS)),
				isNull(person.disabledAt),
			),
		);
	if (!row) return null;
	if (!passive && now.getTime() - row.session.lastSeenAt.getTime() > SEEN_GRAIN_MS) {
		await db.drizzle
			.update(session)
			.set({ lastSeenAt: now })
			.where(and(eq(session.id, sessionId), lt(session.lastSeenAt, now)));
	}
	const memberships = await db.drizzle
		.select({ orgId: membership.orgId, roles: membership.roles })
		.from(membership)
		.where(eq(membership.userId, row.person.id));
	return {
		kind: 'user',
		userId: row.person.id,
		sessionId,
		name: row.person.name,
		email: row.person.email,
		memberships,
		seeded: row.person.seeded,
		auth: authOf(row.session),
	};
}

function authOf(row: typeof session.$inferSelect): NonNullable<UserActor['auth']> {
	if (row.stepUpAt) return { atMs: row.stepUpAt.getTime(), strength: row.stepUpStrength ?? 'password' };
	return { atMs: row.authAt.getTime(), strength: row.authStrength };
}

/** Signs out: this session, or with `everywhere` all of the person's. Sockets of ended sessions are dropped by the hub. `forbidden` for tokens. */
export async function endSession(ctx: ServiceContext, input: { everywhere?: boolean } = {}): Promise<void> {
	const { actor } = ctx;
	if (actor.kind !== 'user') throw new DomainError('forbidden', 'Only a signed-in person can sign out');
	await inTransaction(ctx.db, async (tx) => {
		const which = input.everywhere ? eq(session.userId, actor.userId) : eq(session.id, actor.sessionId);
		const ended = await tx
			.update(session)
			.set({ revokedAt: ctx.now() })
			.where(and(which, isNull(session.revokedAt)))
			.returning({ id: session.id });
		for (const { orgId } of actor.memberships) {
			await recordAudit(tx, ctx, {
				action: 'session.ended',
				orgId,
				projectId: null,
				target: { kind: 'session', id: actor.sessionId },
				reason: `${ended.length} ended`,
			});
		}
	});
}
