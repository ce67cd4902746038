import { boolean, doublePrecision, index, integer, jsonb, snakeCase, text, unique, uuid } from 'drizzle-orm/pg-core';
import { at, createdAt, id, inProject, long } from './columns.ts';
import { endpoint } from './deployment.ts';

/** One evaluation of one window of an endpoint: a month by event time. */
export const monitorRun = snakeCase.table(
	'monitor_run',
	{
		id: id(),
		...inProject(),
		endpointId: uuid()
			.notNull()
			.references(() => endpoint.id),
		/** 'YYYY-MM' by event time. */
		window: text().notNull(),
		/** The champion judged. */
		modelVersionId: uuid().notNull(),
		referenceDatasetVersionId: uuid(),
		predictions: integer().notNull(),
		labelled: integer().notNull(),
		/** Mean absolute error of the labelled predictions, in the target's unit; null before labels. */
		error: doublePrecision(),
		referenceError: doublePrecision(),
		decayed: boolean().notNull(),
		driftedColumns: integer().notNull(),
		summary: jsonb().$type<Record<string, unknown>>().notNull(),
		createdAt: createdAt(),
	},
	(t) => [unique().on(t.endpointId, t.window, t.modelVersionId, t.predictions, t.labelled)],
);

export const driftResult = snakeCase.table(
	'drift_result',
	{
		id: id(),
		...inProject(),
		monitorRunId: uuid()
			.notNull()
			.references(() => monitorRun.id),
		column: text().notNull(),
		test: text().notNull(),
		statistic: doublePrecision().notNull(),
		p: doublePrecision().notNull(),
		pAdjusted: doublePrecision().notNull(),
		effect: doublePrecision().notNull(),
		effectName: text().notNull(),
		margin: doublePrecision().notNull(),
		drifted: boolean().notNull(),
		/** Reference and current bins, for the histogram. */
		bins: jsonb().$type<unknown>().notNull(),
	},
	(t) => [unique().on(t.monitorRunId, t.column)],
);

/** What started a retrain, once per cause. */
export const retrainTrigger = snakeCase.table(
	'retrain_trigger',
	{
		id: id(),
		...inProject(),
		endpointId: uuid()
			.notNull()
			.references(() => endpoint.id),
		/** Unique per cause: `<endpoint>/<window>/<champion version>`. */
		cause: text().notNull().unique(),
		window: text().notNull(),
		kind: text().$type<'drift' | 'decay' | 'person'>().notNull(),
		sentence: text().notNull(),
		state: text().$type<'queued' | 'training' | 'proposed' | 'failed'>().notNull(),
		runId: uuid(),
		changeId: uuid(),
		reason: text(),
		createdAt: createdAt(),
		endedAt: at(),
	},
	(t) => [index().on(t.endpointId)],
);

/** Windows that got new predictions or labels since their last evaluation. */
export const dirtyWindow = snakeCase.table(
	'dirty_window',
	{ id: id(), ...inProject(), endpointId: uuid().notNull(), window: text().notNull(), sinceMs: long().notNull() },
	(t) => [unique().on(t.endpointId, t.window)],
);
