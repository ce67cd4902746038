import { index, integer, jsonb, primaryKey, snakeCase, text, uuid } from 'drizzle-orm/pg-core';
import { change } from './change.ts';
import { at, createdAt, id, inProject } from './columns.ts';

/** A discussion about one thing of a change; open until somebody settles it. */
export const thread = snakeCase.table(
	'thread',
	{
		id: id(),
		...inProject(),
		changeId: uuid()
			.notNull()
			.references(() => change.id),
		/** The revision it began on. */
		revision: integer().notNull(),
		/** What it is about; see domain/thread. */
		anchor: jsonb().$type<unknown>().notNull(),
		createdBy: text().notNull(),
		createdByUserId: uuid(),
		createdAt: createdAt(),
		resolvedAt: at(),
		resolvedBy: text(),
	},
	(t) => [index().on(t.changeId)],
);

/** `version` counts edits from 1; what it said before stays in `thread_comment_version`. */
export const threadComment = snakeCase.table(
	'thread_comment',
	{
		id: id(),
		...inProject(),
		threadId: uuid()
			.notNull()
			.references(() => thread.id),
		author: text().notNull(),
		authorUserId: uuid(),
		body: text().notNull(),
		version: integer().notNull().default(1),
		createdAt: createdAt(),
		editedAt: at(),
	},
	(t) => [index().on(t.threadId)],
);

/** What a comment said before an edit; never changed. */
export const threadCommentVersion = snakeCase.table(
	'thread_comment_version',
	{
		...inProject(),
		commentId: uuid()
			.notNull()
			.references(() => threadComment.id),
		version: integer().notNull(),
		body: text().notNull(),
		/** When it was said. */
		saidAt: at().notNull(),
	},
	(t) => [primaryKey({ columns: [t.commentId, t.version] })],
);

/** Which tabs of a revision a person opened, and when first. */
export const openedDiff = snakeCase.table(
	'opened_diff',
	{
		...inProject(),
		changeId: uuid()
			.notNull()
			.references(() => change.id),
		revision: integer().notNull(),
		userId: uuid().notNull(),
		tab: text().notNull(),
		openedAt: at().notNull().defaultNow(),
	},
	(t) => [primaryKey({ columns: [t.changeId, t.revision, t.userId, t.tab] })],
);
