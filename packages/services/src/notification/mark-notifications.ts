import { and, eq, inArray } from 'drizzle-orm';
import { notification } from '@interlock/db/tables';
import { personOf } from '@interlock/domain/access';
import { DomainError, parseInput } from '@interlock/domain/error';
import { type MarkNotificationsInput, markNotificationsInput } from '@interlock/domain/notification';
import { loadOrganization, type ServiceContext, transact } from '../access/index.ts';
import { publishEvent } from '../event/index.ts';

/**
 * Marks one's own notifications as read or archived, or takes that back. Ids of other people's lines are answered like unknown ones:
 * nothing is marked for them. Leaves no audit entry: it says only what somebody has looked at.
 */
export async function markNotifications(ctx: ServiceContext, input: MarkNotificationsInput): Promise<{ marked: number }> {
	const wanted = parseInput(markNotificationsInput, input);
	return transact(ctx, async (tx) => {
		const org = await loadOrganization(tx, ctx, wanted.org, 'project:read');
		const userId = requirePerson(ctx);
		const when = (marked: boolean | undefined) => (marked === undefined ? undefined : marked ? ctx.now() : null);
		const rows = await tx
			.update(notification)
			.set({ readAt: when(wanted.archived ? true : wanted.read), archivedAt: when(wanted.archived) })
			.where(and(eq(notification.userId, userId), eq(notification.orgId, org.id), inArray(notification.id, wanted.ids)))
			.returning({ id: notification.id });
		if (rows.length > 0)
			await publishEvent(tx, { orgId: org.id, projectId: null, channel: `person/${userId}`, type: 'notification.marked', data: { orgId: org.id } });
		return { marked: rows.length };
	});
}

/** Whose inbox it is: a person's in a session, or by a token of their own. `forbidden` for a service account, a process or a part. */
export function requirePerson(ctx: Pick<ServiceContext, 'actor'>): string {
	const { actor } = ctx;
	const userId = actor.kind === 'token' && actor.serviceAccountId ? null : personOf(actor);
	if (!userId) throw new DomainError('forbidden', 'Only a person has an inbox', { reason: 'not-a-person' });
	return userId;
}
