import { index, snakeCase, text, uuid } from 'drizzle-orm/pg-core';
import { person } from './access.ts';
import { at, createdAt, id, inOrg } from './columns.ts';
import { environment, project } from './project.ts';

/** Somebody is away and lets another person vote for them. Ended early, not deleted. */
export const delegation = snakeCase.table(
	'delegation',
	{
		id: id(),
		...inOrg(),
		/** null: every project. */
		projectId: uuid().references(() => project.id),
		/** null: every environment. */
		environmentId: uuid().references(() => environment.id),
		fromUserId: uuid()
			.notNull()
			.references(() => person.id),
		toUserId: uuid()
			.notNull()
			.references(() => person.id),
		startsAt: at().notNull(),
		endsAt: at().notNull(),
		reason: text().notNull().default(''),
		/** When it was ended before its time. */
		endedAt: at(),
		createdAt: createdAt(),
	},
	(t) => [index().on(t.orgId, t.endsAt), index().on(t.fromUserId)],
);
