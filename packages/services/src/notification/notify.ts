import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { mail, membership, notification, person } from '@interlock/db/tables';
import { personOf } from '@interlock/domain/access';
import { personSettingsSchema } from '@interlock/domain/member';
import { mailedAs, type NotificationKind } from '@interlock/domain/notification';
import type { ServiceContext } from '../access/index.ts';
import { publishEvent } from '../event/index.ts';

export interface NotifyInput {
	orgId: string;
	projectId: string | null;
	kind: NotificationKind;
	/** Ids of the people it concerns. Whoever causes it, and who is no member or disabled, is left out. */
	to: readonly string[];
	subject: { kind: string; id: string };
	/** What happened or what is asked, as a sentence with its names. */
	sentence: string;
	/** Why it concerns these people, as a sentence. */
	because: string;
	/** A path of ours, such as `/acme/flights/changes/12`. */
	link: string;
	/** Until when something is asked of them. */
	dueAt?: Date | null;
}

/**
 * Puts a line into the inboxes of some people, in the transaction that causes it, tells their open pages (`person/<id>`), and has it mailed
 * to whom that is wanted by. Returns who
 * got one. It leaves no audit entry: it changes nothing that anybody could be held to, and what it tells of has its own entry in this
 * same transaction. The event names only the line, whose text is fetched with the reader's own rights.
 */
export async function notify(tx: Tx, ctx: Pick<ServiceContext, 'actor' | 'now'>, input: NotifyInput): Promise<string[]> {
	const self = ctx.actor.kind === 'user' || ctx.actor.kind === 'token' ? personOf(ctx.actor) : null;
	const wanted = [...new Set(input.to)].filter((userId) => userId !== self);
	if (wanted.length === 0) return [];
	const people = await tx
		.select({ userId: person.id, settings: person.settings })
		.from(person)
		.innerJoin(membership, and(eq(membership.userId, person.id), eq(membership.orgId, input.orgId)))
		.where(and(inArray(person.id, wanted), isNull(person.disabledAt)));
	if (people.length === 0) return [];
	const { orgId, projectId, kind, sentence, because, link } = input;
	const rows = await tx
		.insert(notification)
		.values(
			people.map(({ userId }) => ({
				orgId,
				projectId,
				userId,
				kind,
				subjectKind: input.subject.kind,
				subjectId: input.subject.id,
				sentence,
				because,
				link,
				createdAt: ctx.now(),
				dueAt: input.dueAt ?? null,
			})),
		)
		.returning({ id: notification.id, userId: notification.userId });
	const wantMail = new Set(people.filter(({ settings }) => personSettingsSchema.parse(settings).mail[mailedAs(kind)]).map((one) => one.userId));
	const mails = rows.filter((row) => wantMail.has(row.userId)).map((row) => ({ orgId, notificationId: row.id }));
	if (mails.length > 0) await tx.insert(mail).values(mails);
	for (const row of rows)
		await publishEvent(tx, { orgId, projectId, channel: `person/${row.userId}`, type: 'notification.made', data: { orgId, id: row.id, kind } });
	return rows.map((row) => row.userId);
}
