import { boolean, doublePrecision, index, integer, jsonb, primaryKey, snakeCase, text, unique, uuid } from 'drizzle-orm/pg-core';
import { at, createdAt, id, inProject, long } from './columns.ts';

export const experiment = snakeCase.table(
	'experiment',
	{
		id: id(),
		...inProject(),
		/** The experiment id on the MLflow wire: an integer per project, `Default` is 0. */
		number: integer().notNull(),
		name: text().notNull(),
		lifecycleStage: text().$type<'active' | 'deleted'>().notNull().default('active'),
		tags: jsonb().$type<Record<string, string>>().notNull().default({}),
		createdAtMs: long().notNull(),
		updatedAtMs: long().notNull(),
	},
	(t) => [unique().on(t.projectId, t.number), unique().on(t.projectId, t.name)],
);

export type RunStatus = 'RUNNING' | 'SCHEDULED' | 'FINISHED' | 'FAILED' | 'KILLED';

export const run = snakeCase.table(
	'run',
	{
		id: id(),
		...inProject(),
		experimentId: uuid()
			.notNull()
			.references(() => experiment.id),
		name: text().notNull(),
		status: text().$type<RunStatus>().notNull(),
		lifecycleStage: text().$type<'active' | 'deleted'>().notNull().default('active'),
		/** MLflow's user_id: a label the client sends, not an identity. */
		userLabel: text().notNull().default(''),
		startedAtMs: long(),
		endedAtMs: long(),
		/** Who started it: name, and the person that counts for separation of duties. */
		startedBy: text().notNull(),
		startedByUserId: uuid(),
		/** The service account it was started as; its owner counts too. */
		startedByServiceAccountId: uuid(),
		createdAt: createdAt(),
	},
	(t) => [index().on(t.projectId, t.startedAtMs), index().on(t.experimentId)],
);

export const runParam = snakeCase.table(
	'run_param',
	{
		runId: uuid()
			.notNull()
			.references(() => run.id),
		key: text().notNull(),
		value: text().notNull(),
	},
	(t) => [primaryKey({ columns: [t.runId, t.key] })],
);

export const runTag = snakeCase.table(
	'run_tag',
	{
		runId: uuid()
			.notNull()
			.references(() => run.id),
		key: text().notNull(),
		value: text().notNull(),
	},
	(t) => [primaryKey({ columns: [t.runId, t.key] })],
);

/** Metric points carry the attempt that logged them; a resumed attempt replaces those beyond its resume step. */
export const metricPoint = snakeCase.table(
	'metric_point',
	{
		/** No foreign key: checking it per point would double an insert's cost, and runs are never erased. */
		runId: uuid().notNull(),
		key: text().notNull(),
		step: long().notNull(),
		timestampMs: long().notNull(),
		value: doublePrecision().notNull(),
		isNan: boolean().notNull().default(false),
		attempt: integer().notNull().default(1),
	},
	(t) => [primaryKey({ columns: [t.runId, t.key, t.step, t.timestampMs, t.value, t.isNan] })],
);

export const metricLatest = snakeCase.table(
	'metric_latest',
	{
		runId: uuid()
			.notNull()
			.references(() => run.id),
		key: text().notNull(),
		step: long().notNull(),
		timestampMs: long().notNull(),
		value: doublePrecision().notNull(),
		isNan: boolean().notNull().default(false),
		/** The attempt that logged it; a later attempt's point is newer whatever its step. */
		attempt: integer().notNull().default(1),
	},
	(t) => [primaryKey({ columns: [t.runId, t.key] })],
);

/** A dataset a run says it used (MLflow log-inputs); `datasetVersionId` is set when name and digest are one of ours. */
export const runInput = snakeCase.table(
	'run_input',
	{
		id: id(),
		runId: uuid()
			.notNull()
			.references(() => run.id),
		name: text().notNull(),
		digest: text().notNull(),
		sourceType: text().notNull().default(''),
		source: text().notNull().default(''),
		schema: text(),
		profile: text(),
		tags: jsonb().$type<Record<string, string>>().notNull().default({}),
		datasetVersionId: uuid(),
	},
	(t) => [unique().on(t.runId, t.name, t.digest)],
);

export const runLog = snakeCase.table(
	'run_log',
	{
		runId: uuid()
			.notNull()
			.references(() => run.id),
		attempt: integer().notNull(),
		stream: text().$type<'stdout' | 'stderr'>().notNull(),
		offset: long().notNull(),
		text: text().notNull(),
		createdAt: createdAt(),
	},
	(t) => [primaryKey({ columns: [t.runId, t.attempt, t.stream, t.offset] })],
);

/** The rows path -> blob of a run or logged model. `frozen` once a model version is made of them. */
export const artifact = snakeCase.table(
	'artifact',
	{
		...inProject(),
		/** A run's or a logged model's id. */
		ownerId: uuid().notNull(),
		ownerKind: text().$type<'run' | 'loggedModel'>().notNull(),
		path: text().notNull(),
		sha256: text().notNull(),
		sizeBytes: long().notNull(),
		/** Whoever wrote it last, for separation of duties. */
		writtenByUserId: uuid(),
		writtenByServiceAccountId: uuid(),
		createdAt: createdAt(),
	},
	(t) => [primaryKey({ columns: [t.ownerId, t.path] }), index().on(t.projectId)],
);

export type TrainingState = 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';

/** A run that Interlock itself executes: what is trained, on what, and where it stands. */
export const training = snakeCase.table('training', {
	runId: uuid()
		.primaryKey()
		.references(() => run.id),
	...inProject(),
	template: text().notNull(),
	/** Digest of the template's files; the files lie as blobs. */
	codeDigest: text().notNull(),
	lockDigest: text().notNull(),
	files: jsonb().$type<{ path: string; sha256: string; sizeBytes: number }[]>().notNull(),
	parameters: jsonb().$type<Record<string, string>>().notNull(),
	datasets: jsonb().$type<{ datasetVersionId: string; name: string; version: number; role: 'train' | 'holdout' }[]>().notNull(),
	modelName: text(),
	maxRuntimeMs: long().notNull(),
	/** Threads it is trained with, as the first agent that took it gave; null: not taken yet. */
	threads: integer(),
	state: text().$type<TrainingState>().notNull(),
	reason: text(),
	cancelRequestedAt: at(),
	createdAt: createdAt(),
});

export type AttemptState = 'queued' | 'leased' | 'running' | 'succeeded' | 'failed' | 'cancelled' | 'lost';

export const attempt = snakeCase.table(
	'attempt',
	{
		id: id(),
		...inProject(),
		runId: uuid()
			.notNull()
			.references(() => run.id),
		number: integer().notNull(),
		state: text().$type<AttemptState>().notNull(),
		phase: text(),
		agentId: text(),
		/** Fencing token: grows with each lease; a lower one is refused. */
		leaseToken: long(),
		leaseExpiresAt: at(),
		pid: integer(),
		/** How many processes were spawned for it; must end at one. */
		spawned: integer().notNull().default(0),
		exitCode: integer(),
		reason: text(),
		createdAt: createdAt(),
		startedAt: at(),
		endedAt: at(),
	},
	(t) => [unique().on(t.runId, t.number), index().on(t.state)],
);

export const agent = snakeCase.table('agent', {
	id: text().primaryKey(),
	name: text().notNull(),
	bootId: text().notNull(),
	devices: jsonb().$type<{ kind: 'gpu'; uuid: string; name: string; memoryBytes: number }[]>().notNull(),
	isolation: text().$type<'none' | 'uid' | 'bubblewrap'>().notNull(),
	slots: integer().notNull(),
	threadsPerSlot: integer(),
	lastSeenAt: at().notNull(),
});
