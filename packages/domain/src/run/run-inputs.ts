import { z } from 'zod';
import { viewType } from './experiment-inputs.ts';
import { RUN_LIMITS } from './limits.ts';
import { keyValue, pageFields, placeFields, timeMs, wireId } from './place.ts';

/** Every status MLflow knows. */
export const RUN_STATUSES = ['RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED'] as const;
export type RunStatusName = (typeof RUN_STATUSES)[number];
export const runStatus = z.enum(RUN_STATUSES, `must be one of ${RUN_STATUSES.join(', ')}`);

/** A run that has ended is not logged to as telemetry any more: each later write is an audit entry of its own. */
export function hasEnded(status: RunStatusName): boolean {
	return status === 'FINISHED' || status === 'FAILED' || status === 'KILLED';
}

const runName = z.string().max(500, 'must be at most 500 characters');

export const createRunInput = z.object({
	...placeFields,
	experimentId: wireId.default('0'),
	/** MLflow's user_id: a label. */
	userLabel: z.string().max(256, 'must be at most 256 characters').default(''),
	name: runName.optional(),
	startedAtMs: timeMs.optional(),
	tags: z.array(keyValue).max(1000, 'must be at most 1000 tags').default([]),
});
export type CreateRunInput = z.input<typeof createRunInput>;

export const runInput = z.object({ ...placeFields, runId: wireId });
export type RunInput = z.input<typeof runInput>;

export const updateRunInput = z.object({ ...placeFields, runId: wireId, status: runStatus.optional(), endedAtMs: timeMs.optional(), name: runName.optional() });
export type UpdateRunInput = z.input<typeof updateRunInput>;

const metric = z.object({
	key: z.string(),
	value: z.number().or(z.nan()).or(z.literal(Number.POSITIVE_INFINITY)).or(z.literal(Number.NEGATIVE_INFINITY)),
	timestampMs: z.number(),
	step: z.number().default(0),
});

/** Metrics, params and tags of one run, written together or not at all. Names and limits are checked by `batch.ts` with MLflow's sentences. */
export const logBatchInput = z.object({
	...placeFields,
	runId: wireId,
	metrics: z.array(metric).default([]),
	params: z.array(keyValue).default([]),
	tags: z.array(keyValue).default([]),
});
export type LogBatchInput = z.input<typeof logBatchInput>;

export const logMetricInput = z.object({ ...placeFields, runId: wireId, ...metric.shape });
export type LogMetricInput = z.input<typeof logMetricInput>;

export const logParameterInput = z.object({ ...placeFields, runId: wireId, key: z.string(), value: z.string() });
export type LogParameterInput = z.input<typeof logParameterInput>;

export const runTagKeyInput = z.object({ ...placeFields, runId: wireId, key: z.string() });
export type RunTagKeyInput = z.input<typeof runTagKeyInput>;

const datasetText = (limit: number) => z.string().max(limit, `exceeds the maximum length of ${limit} characters`);
export const logInputsInput = z.object({
	...placeFields,
	runId: wireId,
	datasets: z
		.array(
			z.object({
				name: datasetText(RUN_LIMITS.datasetNameLength).min(1, 'must not be empty'),
				digest: datasetText(RUN_LIMITS.datasetDigestLength).min(1, 'must not be empty'),
				sourceType: datasetText(RUN_LIMITS.datasetNameLength).default(''),
				source: datasetText(RUN_LIMITS.datasetSourceLength).default(''),
				schema: datasetText(RUN_LIMITS.datasetSchemaLength).optional(),
				profile: datasetText(RUN_LIMITS.datasetProfileLength).optional(),
				tags: z.array(z.object({ key: datasetText(RUN_LIMITS.inputTagKeyLength), value: datasetText(RUN_LIMITS.inputTagValueLength) })).default([]),
			}),
		)
		.max(1000, 'must be at most 1000 datasets')
		.default([]),
	/** Logged models the run started from, as `m-<32 hex>`. */
	modelIds: z.array(wireId).max(1000, 'must be at most 1000 models').default([]),
});
export type LogInputsInput = z.input<typeof logInputsInput>;

export const logOutputsInput = z.object({
	...placeFields,
	runId: wireId,
	models: z.array(z.object({ modelId: wireId, step: z.number().int('must be a whole number').default(0) })).max(1000, 'must be at most 1000 models'),
});
export type LogOutputsInput = z.input<typeof logOutputsInput>;

export const searchRunsInput = z.object({
	...placeFields,
	...pageFields,
	experimentIds: z.array(wireId).max(1000, 'must be at most 1000 experiments'),
	view: viewType.default('ACTIVE_ONLY'),
	limit: z
		.number()
		.int('must be a whole number')
		.min(1, 'must be at least 1')
		.max(RUN_LIMITS.searchRunsPage, `must be at most ${RUN_LIMITS.searchRunsPage}`)
		.default(1000),
});
export type SearchRunsInput = z.input<typeof searchRunsInput>;

export const metricHistoryInput = z.object({
	...placeFields,
	runId: wireId,
	key: z.string(),
	pageToken: pageFields.pageToken,
	limit: z
		.number()
		.int('must be a whole number')
		.min(1, 'must be at least 1')
		.max(RUN_LIMITS.metricHistoryPage, `must be at most ${RUN_LIMITS.metricHistoryPage}`)
		.optional(),
});
export type MetricHistoryInput = z.input<typeof metricHistoryInput>;

export const metricCurvesInput = z.object({
	...placeFields,
	runId: wireId,
	/** All metrics of the run when absent. */
	keys: z.array(z.string()).max(200, 'must be at most 200 metrics').optional(),
	/** Most points per metric. */
	points: z
		.number()
		.int('must be a whole number')
		.min(4, 'must be at least 4')
		.max(RUN_LIMITS.chartPoints, `must be at most ${RUN_LIMITS.chartPoints}`)
		.default(320),
	fromStep: z.number().int('must be a whole number').optional(),
	toStep: z.number().int('must be a whole number').optional(),
});
export type MetricCurvesInput = z.input<typeof metricCurvesInput>;
