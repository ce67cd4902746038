import { sql } from 'drizzle-orm';
import { bigint, boolean, doublePrecision, index, integer, jsonb, primaryKey, snakeCase, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { at, createdAt, id, inProject, long } from './columns.ts';
import { registeredModel } from './model.ts';
import { environment } from './project.ts';

/** How an endpoint's predictions are judged. Column names are the dataset's. */
export interface EndpointConfig {
	task: 'regression';
	target: string;
	unit: string;
	/** Rows that share this value are resampled together. */
	blockColumn: string;
	sliceColumns: string[];
	/** A first version must beat this column used as the prediction. */
	naiveColumn: string | null;
	eventTimeColumn: string;
	keyColumn: string;
}

/** What a drifted or decayed window starts, or null when the endpoint isn't retrained by itself. */
export interface RetrainConfig {
	template: string;
	parameters: Record<string, string>;
	dataset: string;
	/** How many months before the window's month are trained on; the window's month itself is held out. */
	periodsBefore: number;
	serviceAccountId: string;
}

export const endpoint = snakeCase.table(
	'endpoint',
	{
		id: id(),
		...inProject(),
		environmentId: uuid()
			.notNull()
			.references(() => environment.id),
		name: text().notNull(),
		modelId: uuid()
			.notNull()
			.references(() => registeredModel.id),
		config: jsonb().$type<EndpointConfig>().notNull(),
		retrain: jsonb().$type<RetrainConfig | null>(),
		championVersionId: uuid(),
		/** The champion before this one, for rolling back. */
		previousVersionId: uuid(),
		/** Set by a rollback: nothing is rolled out again until a person releases it by approving a change. */
		heldReason: text(),
		createdAt: createdAt(),
	},
	(t) => [unique().on(t.projectId, t.name)],
);

export type RolloutState = 'running' | 'paused' | 'live' | 'rolled-back';

export const rollout = snakeCase.table(
	'rollout',
	{
		id: id(),
		...inProject(),
		changeId: uuid(),
		endpointId: uuid()
			.notNull()
			.references(() => endpoint.id),
		fromVersionId: uuid(),
		toVersionId: uuid().notNull(),
		plan: jsonb().$type<unknown>().notNull(),
		state: text().$type<RolloutState>().notNull(),
		stepIndex: integer().notNull().default(0),
		/** Why it ended or stands still, with its numbers. */
		reason: text(),
		/** A person's request the process has still to act on. */
		requested: text().$type<'pause' | 'resume' | 'roll-back' | 'promote'>(),
		requestedReason: text(),
		requestedBy: text(),
		pausedAt: at(),
		createdAt: createdAt(),
		endedAt: at(),
	},
	(t) => [index().on(t.endpointId), uniqueIndex('rollout_one_open_per_endpoint').on(t.endpointId).where(sql`state in ('running', 'paused')`)],
);

export const rolloutStep = snakeCase.table(
	'rollout_step',
	{
		rolloutId: uuid()
			.notNull()
			.references(() => rollout.id),
		index: integer().notNull(),
		name: text().notNull(),
		weight: integer().notNull(),
		shadow: boolean().notNull(),
		state: text().$type<'waiting' | 'running' | 'passed' | 'failed'>().notNull(),
		routeSeq: long(),
		acknowledgedAt: at(),
		/** Time the step stood still by a person's request; its deadline moves by as much. */
		pausedMs: long().notNull().default(0),
		startedAt: at(),
		endedAt: at(),
		/** The newest judgement with its inputs, so that it can be replayed. */
		judgement: jsonb().$type<unknown>(),
		/** Verdicts of the last looks, oldest first, at most 12. */
		readings: jsonb().$type<string[]>().notNull().default([]),
	},
	(t) => [primaryKey({ columns: [t.rolloutId, t.index] })],
);

/** The route table's history: the newest row of an endpoint is what inference servers should serve. */
export const route = snakeCase.table(
	'route',
	{
		seq: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		...inProject(),
		endpointId: uuid()
			.notNull()
			.references(() => endpoint.id),
		entries: jsonb()
			.$type<{ modelVersionId: string; role: 'champion' | 'candidate'; weight: number; shadow: boolean; rolloutId: string | null; stepKey: string | null }[]>()
			.notNull(),
		/** The semantic step that wrote it; a retry finds it again. */
		stepKey: text().notNull().unique(),
		createdAt: createdAt(),
	},
	(t) => [index().on(t.endpointId, t.seq)],
);

/** What else changes the route table: tokens, roles, archived projects. Takes its numbers from the route's sequence; written by triggers. */
export const servingChange = snakeCase.table('serving_change', { seq: long().primaryKey(), cause: text().notNull(), createdAt: createdAt() });

/** Newest route sequence each inference server serves. */
export const servingServer = snakeCase.table('serving_server', {
	id: text().primaryKey(),
	seq: long().notNull(),
	/** Versions of that sequence that it can't load, as it said last. */
	refusals: jsonb().$type<{ modelVersionId: string; reason: string }[]>().notNull().default([]),
	lastSeenAt: at().notNull(),
});

export const prediction = snakeCase.table(
	'prediction',
	{
		...inProject(),
		endpointId: uuid().notNull(),
		/** `<request id>/<row>`. */
		id: text().notNull(),
		modelVersionId: uuid().notNull(),
		rolloutId: uuid(),
		stepKey: text(),
		shadow: boolean().notNull(),
		atMs: long().notNull(),
		eventTimeMs: long().notNull(),
		inputs: jsonb().$type<Record<string, unknown>>().notNull(),
		output: doublePrecision(),
		error: text(),
		latencyMs: doublePrecision().notNull(),
	},
	(t) => [
		primaryKey({ columns: [t.endpointId, t.id, t.modelVersionId] }),
		index().on(t.endpointId, t.eventTimeMs),
		index().on(t.endpointId, t.atMs),
		index().on(t.rolloutId, t.stepKey),
	],
);

/** What really happened, by prediction id; corrections are new rows, the newest counts. */
export const label = snakeCase.table(
	'label',
	{
		...inProject(),
		endpointId: uuid().notNull(),
		predictionId: text().notNull(),
		value: doublePrecision().notNull(),
		correction: integer().notNull().default(0),
		createdAt: createdAt(),
	},
	(t) => [primaryKey({ columns: [t.endpointId, t.predictionId, t.correction] })],
);
