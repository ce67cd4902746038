import { index, integer, snakeCase, text, uuid } from 'drizzle-orm/pg-core';
import { change } from './change.ts';
import { at, createdAt, id, inProject } from './columns.ts';

/** Lets a gate of one revision count as passed until its end; written once, then countersigned or revoked. */
export const waiver = snakeCase.table(
	'waiver',
	{
		id: id(),
		...inProject(),
		changeId: uuid()
			.notNull()
			.references(() => change.id),
		revision: integer().notNull(),
		/** Of the revision it was asked for. */
		subjectDigest: text().notNull(),
		gate: text().notNull(),
		reason: text().notNull(),
		endsAt: at().notNull(),
		requestedBy: text().notNull(),
		requestedByUserId: uuid().notNull(),
		createdAt: createdAt(),
		countersignedBy: text(),
		countersignedByUserId: uuid(),
		countersignedAt: at(),
		revokedBy: text(),
		revokedAt: at(),
	},
	(t) => [index().on(t.changeId, t.revision)],
);
