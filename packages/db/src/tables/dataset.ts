import { index, integer, jsonb, snakeCase, text, unique, uuid } from 'drizzle-orm/pg-core';
import { createdAt, id, inProject, long } from './columns.ts';

export const dataset = snakeCase.table(
	'dataset',
	{
		id: id(),
		...inProject(),
		name: text().notNull(),
		description: text().notNull().default(''),
		/** Newest expectations; each version keeps those it was checked by. */
		expectations: jsonb().$type<unknown>(),
		nextVersion: integer().notNull().default(1),
		createdAt: createdAt(),
	},
	(t) => [unique().on(t.projectId, t.name)],
);

export const datasetVersion = snakeCase.table(
	'dataset_version',
	{
		id: id(),
		...inProject(),
		datasetId: uuid()
			.notNull()
			.references(() => dataset.id),
		version: integer().notNull(),
		/** sha256 of the canonical manifest {format, sha256, schema}; MLflow's field carries its first 32 hex. */
		digest: text().notNull(),
		format: text().$type<'parquet' | 'csv'>().notNull(),
		sha256: text().notNull(),
		sizeBytes: long().notNull(),
		rowCount: long().notNull(),
		schema: jsonb().$type<unknown>().notNull(),
		profile: jsonb().$type<unknown>().notNull(),
		expectations: jsonb().$type<unknown>(),
		/** 'YYYY-MM' when the version is one month of a series. */
		period: text(),
		createdBy: text().notNull(),
		createdByUserId: uuid(),
		createdByServiceAccountId: uuid(),
		createdAt: createdAt(),
	},
	(t) => [unique().on(t.datasetId, t.version), unique().on(t.datasetId, t.digest), index().on(t.projectId)],
);
