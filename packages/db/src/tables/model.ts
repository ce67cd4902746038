import { index, integer, jsonb, primaryKey, snakeCase, text, unique, uuid } from 'drizzle-orm/pg-core';
import { at, createdAt, id, inProject, long } from './columns.ts';

export const loggedModel = snakeCase.table(
	'logged_model',
	{
		id: id(),
		...inProject(),
		experimentId: uuid().notNull(),
		name: text().notNull(),
		modelType: text().notNull().default(''),
		status: text().$type<'LOGGED_MODEL_PENDING' | 'LOGGED_MODEL_READY' | 'LOGGED_MODEL_UPLOAD_FAILED'>().notNull(),
		sourceRunId: uuid(),
		params: jsonb().$type<Record<string, string>>().notNull().default({}),
		tags: jsonb().$type<Record<string, string>>().notNull().default({}),
		/** Set when a model version is made of it: later writes are refused. */
		frozenAt: at(),
		/** A deleted logged model answers like an unknown one; its files stay for the versions made of them. */
		deletedAt: at(),
		createdAtMs: long().notNull(),
		updatedAtMs: long().notNull(),
	},
	(t) => [index().on(t.projectId), index().on(t.sourceRunId)],
);

/** Models a run put out (MLflow runs/outputs). */
export const runOutput = snakeCase.table('run_output', { runId: uuid().notNull(), loggedModelId: uuid().notNull(), step: long().notNull().default(0) }, (t) => [
	primaryKey({ columns: [t.runId, t.loggedModelId] }),
]);

/** Models a run started from (MLflow log-inputs with models). */
export const runModelInput = snakeCase.table('run_model_input', { runId: uuid().notNull(), loggedModelId: uuid().notNull() }, (t) => [
	primaryKey({ columns: [t.runId, t.loggedModelId] }),
]);

export const registeredModel = snakeCase.table(
	'registered_model',
	{
		id: id(),
		...inProject(),
		name: text().notNull(),
		description: text().notNull().default(''),
		tags: jsonb().$type<Record<string, string>>().notNull().default({}),
		nextVersion: integer().notNull().default(1),
		createdAtMs: long().notNull(),
		updatedAtMs: long().notNull(),
	},
	(t) => [unique().on(t.projectId, t.name)],
);

export interface Lineage {
	runId: string | null;
	template: string | null;
	codeDigest: string | null;
	lockDigest: string | null;
	datasets: { datasetVersionId: string | null; name: string; version: number | null; digest: string; role: string }[];
	parameters: Record<string, string>;
}

export const modelVersion = snakeCase.table(
	'model_version',
	{
		id: id(),
		...inProject(),
		modelId: uuid()
			.notNull()
			.references(() => registeredModel.id),
		version: integer().notNull(),
		description: text().notNull().default(''),
		source: text().notNull(),
		/** Where the files lie: a folder of ours (`mlflow-artifacts:/...`), or the source as given when it is elsewhere. */
		location: text().notNull().default(''),
		runId: uuid(),
		loggedModelId: uuid(),
		status: text().notNull().default('READY'),
		/** MLflow's stage: a label on the wire only. */
		stage: text().notNull().default('None'),
		tags: jsonb().$type<Record<string, string>>().notNull().default({}),
		/** The frozen folder: every file with its digest. */
		files: jsonb().$type<{ path: string; sha256: string; sizeBytes: number }[]>().notNull(),
		/** Digest over all files: what approvals bind. */
		filesDigest: text().notNull(),
		/** Digest over the model data only: what a rebuild is compared by. */
		dataDigest: text().notNull(),
		/** MLflow's signature {inputs, outputs, params} parsed, or null. */
		signature: jsonb().$type<unknown>(),
		flavors: text().array().notNull(),
		lineage: jsonb().$type<Lineage>().notNull(),
		createdBy: text().notNull(),
		createdByUserId: uuid(),
		createdByServiceAccountId: uuid(),
		createdAtMs: long().notNull(),
		updatedAtMs: long().notNull(),
	},
	(t) => [unique().on(t.modelId, t.version), index().on(t.projectId)],
);

export const modelAlias = snakeCase.table(
	'model_alias',
	{
		modelId: uuid()
			.notNull()
			.references(() => registeredModel.id),
		alias: text().notNull(),
		version: integer().notNull(),
		createdAt: createdAt(),
	},
	(t) => [primaryKey({ columns: [t.modelId, t.alias] })],
);
