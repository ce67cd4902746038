import { and, desc, eq, isNull, notInArray, sql } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { notification } from '@interlock/db/tables';
import { ASKED_AS_REVIEW, type NotificationKind, type NotificationPile, pileOf } from '@interlock/domain/notification';

export interface NotificationView {
	id: string;
	kind: NotificationKind;
	pile: NotificationPile;
	subject: { kind: string; id: string };
	sentence: string;
	because: string;
	link: string;
	atMs: number;
	readAtMs: number | null;
	archivedAtMs: number | null;
	dueAtMs: number | null;
}

const LIMIT = 200;

/** A person's notifications in an organization, newest first, at most 200; archived ones only when asked for. */
export async function readNotifications(tx: Tx, of: { orgId: string; userId: string; archived: boolean }): Promise<NotificationView[]> {
	const rows = await tx
		.select()
		.from(notification)
		.where(
			and(
				eq(notification.userId, of.userId),
				eq(notification.orgId, of.orgId),
				notInArray(notification.kind, [...ASKED_AS_REVIEW]),
				of.archived ? sql`${notification.archivedAt} is not null` : isNull(notification.archivedAt),
			),
		)
		.orderBy(desc(notification.createdAt), desc(notification.id))
		.limit(LIMIT);
	return rows.map((row) => ({
		id: row.id,
		kind: row.kind,
		pile: pileOf(row.kind),
		subject: { kind: row.subjectKind, id: row.subjectId },
		sentence: row.sentence,
		because: row.because,
		link: row.link,
		atMs: row.createdAt.getTime(),
		readAtMs: row.readAt?.getTime() ?? null,
		archivedAtMs: row.archivedAt?.getTime() ?? null,
		dueAtMs: row.dueAt?.getTime() ?? null,
	}));
}

/** How many of them weren't read yet, without those about the subjects in `besides`. */
export async function countUnread(tx: Tx, of: { orgId: string; userId: string; besides: string[] }): Promise<number> {
	const [row] = await tx
		.select({ n: sql<number>`count(*)::int` })
		.from(notification)
		.where(
			and(
				eq(notification.userId, of.userId),
				eq(notification.orgId, of.orgId),
				notInArray(notification.kind, [...ASKED_AS_REVIEW]),
				isNull(notification.readAt),
				isNull(notification.archivedAt),
				of.besides.length > 0 ? notInArray(notification.subjectId, of.besides) : undefined,
			),
		);
	return row?.n ?? 0;
}
