import type { NotificationKind } from '@interlock/domain/notification';
import { index, integer, snakeCase, text, uuid } from 'drizzle-orm/pg-core';
import { person } from './access.ts';
import { at, createdAt, id, inOrg } from './columns.ts';

/** One line in the inbox of one person: what happened, in words, and why it concerns them. What it tells of is recorded elsewhere. */
export const notification = snakeCase.table(
	'notification',
	{
		id: id(),
		...inOrg(),
		projectId: uuid(),
		userId: uuid()
			.notNull()
			.references(() => person.id),
		kind: text().$type<NotificationKind>().notNull(),
		/** What it is about, such as `change` and its id. */
		subjectKind: text().notNull(),
		subjectId: text().notNull(),
		sentence: text().notNull(),
		/** Why this person: "You may approve it." */
		because: text().notNull(),
		/** A path of ours. */
		link: text().notNull(),
		createdAt: createdAt(),
		readAt: at(),
		archivedAt: at(),
		dueAt: at(),
	},
	(t) => [index().on(t.userId, t.orgId, t.createdAt), index().on(t.subjectId)],
);

/** The outbox to the mail server: written with the notification, sent by the front door, kept until it is sent or given up. */
export const mail = snakeCase.table(
	'mail',
	{
		id: id(),
		...inOrg(),
		notificationId: uuid()
			.notNull()
			.unique()
			.references(() => notification.id),
		attempts: integer().notNull().default(0),
		notBefore: at().notNull().defaultNow(),
		lastError: text(),
		sentAt: at(),
		givenUpAt: at(),
		createdAt: createdAt(),
	},
	(t) => [index().on(t.notBefore)],
);
