import { z } from 'zod';

/** One row that a model version scored. Idempotent by (endpointId, id, modelVersionId). */
export const loggedPrediction = z.object({
	/** `<request id>/<row>`, rows from 0. */
	id: z.string(),
	requestId: z.string(),
	row: z.number().int().nonnegative(),
	endpointId: z.string(),
	modelVersionId: z.string(),
	rolloutId: z.string().nullable(),
	stepKey: z.string().nullable(),
	shadow: z.boolean(),
	atMs: z.number().int(),
	/** When the event happened, where the caller said so. */
	eventTimeMs: z.number().int().nullable(),
	inputs: z.record(z.string(), z.union([z.number(), z.string(), z.boolean(), z.null()])),
	output: z.union([z.number(), z.string(), z.null()]),
	/** Why the model gave no output. */
	error: z.string().nullable(),
	/** From the whole body read to the model's answer. */
	latencyMs: z.number().nonnegative(),
});
export type LoggedPrediction = z.infer<typeof loggedPrediction>;

export const MAX_BATCH_PREDICTIONS = 1000;

/** A stretch of an inference server's prediction log; sent again until it is taken. */
export const predictionBatch = z.object({
	serverId: z.string().min(1).max(100),
	batchId: z.string().min(1).max(100),
	predictions: z.array(loggedPrediction).max(MAX_BATCH_PREDICTIONS),
});
export type PredictionBatch = z.infer<typeof predictionBatch>;
