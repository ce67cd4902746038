import { primaryKey, snakeCase, text, unique, uuid } from 'drizzle-orm/pg-core';
import { person } from './access.ts';
import { createdAt, id, inOrg } from './columns.ts';

/** Named people of an organization, whom policies ask by that name. */
export const userGroup = snakeCase.table(
	'user_group',
	{ id: id(), ...inOrg(), name: text().notNull(), description: text().notNull().default(''), createdBy: text().notNull(), createdAt: createdAt() },
	(t) => [unique().on(t.orgId, t.name)],
);

export const groupMember = snakeCase.table(
	'group_member',
	{
		...inOrg(),
		groupId: uuid()
			.notNull()
			.references(() => userGroup.id, { onDelete: 'cascade' }),
		userId: uuid()
			.notNull()
			.references(() => person.id),
		createdAt: createdAt(),
	},
	(t) => [primaryKey({ columns: [t.groupId, t.userId] })],
);
