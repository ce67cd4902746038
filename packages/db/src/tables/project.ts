import { index, integer, jsonb, snakeCase, text, unique, uuid } from 'drizzle-orm/pg-core';
import { at, createdAt, id, inOrg, inProject } from './columns.ts';
import { organization } from './access.ts';

export const project = snakeCase.table(
	'project',
	{
		id: id(),
		...inOrg(),
		slug: text().notNull(),
		name: text().notNull(),
		description: text().notNull().default(''),
		/** Next numbers of what is counted per project. */
		nextExperiment: integer().notNull().default(1),
		nextChange: integer().notNull().default(1),
		archivedAt: at(),
		createdAt: createdAt(),
	},
	(t) => [unique().on(t.orgId, t.slug)],
);

export const environment = snakeCase.table(
	'environment',
	{ id: id(), ...inProject(), name: text().notNull(), description: text().notNull().default(''), createdAt: createdAt() },
	(t) => [unique().on(t.projectId, t.name)],
);

/** A version of the policy of an environment: immutable; the newest binds new changes. */
export const policy = snakeCase.table(
	'policy',
	{
		id: id(),
		...inProject(),
		environmentId: uuid()
			.notNull()
			.references(() => environment.id),
		version: integer().notNull(),
		document: jsonb().$type<unknown>().notNull(),
		digest: text().notNull(),
		createdBy: text().notNull(),
		createdByUserId: uuid(),
		createdAt: createdAt(),
	},
	(t) => [unique().on(t.environmentId, t.version), index().on(t.projectId)],
);

/** One answer stored per Idempotency-Key for 24 h. */
export const idempotencyKey = snakeCase.table(
	'idempotency_key',
	{
		id: id(),
		orgId: uuid()
			.notNull()
			.references(() => organization.id),
		key: text().notNull(),
		bodyDigest: text().notNull(),
		status: integer().notNull(),
		answer: jsonb().$type<unknown>(),
		createdAt: createdAt(),
	},
	(t) => [unique().on(t.orgId, t.key)],
);
