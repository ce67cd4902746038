import type { RecalledKind, RecallItemKind } from '@interlock/domain/recall';
import { index, primaryKey, snakeCase, text, uuid } from 'drizzle-orm/pg-core';
import { at, createdAt, id, inProject } from './columns.ts';

/** Something marked as bad: a dataset version, a run or a model version. In force until it is lifted. */
export const recall = snakeCase.table(
	'recall',
	{
		id: id(),
		...inProject(),
		kind: text().$type<RecalledKind>().notNull(),
		subjectId: uuid().notNull(),
		/** "flights version 3", as it was called then. */
		name: text().notNull(),
		reason: text().notNull(),
		madeBy: text().notNull(),
		madeByUserId: uuid(),
		createdAt: createdAt(),
		liftedAt: at(),
		liftedBy: text(),
		liftedReason: text(),
	},
	(t) => [index().on(t.projectId), index().on(t.subjectId)],
);

/** What depended on it when it was recalled, and what somebody said of it since. What depends on it later is found by its lineage. */
export const recallItem = snakeCase.table(
	'recall_item',
	{
		recallId: uuid()
			.notNull()
			.references(() => recall.id),
		...inProject(),
		kind: text().$type<RecallItemKind>().notNull(),
		subjectId: uuid().notNull(),
		/** How it depends on it, as a sentence. */
		via: text().notNull(),
		dismissedReason: text(),
		dismissedBy: text(),
		dismissedAt: at(),
		createdAt: createdAt(),
	},
	(t) => [primaryKey({ columns: [t.recallId, t.kind, t.subjectId] })],
);
