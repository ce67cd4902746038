import { z } from 'zod';
import { keyValue, pageFields, placeFields, wireId } from '../run/place.ts';
import { MODEL_LIMITS } from './model-limits.ts';
import { pageLimit } from './page-limit.ts';

const pairs = z.array(keyValue).max(1000, 'must be at most 1000 entries').default([]);

export const createLoggedModelInput = z.object({
	...placeFields,
	experimentId: wireId,
	name: z.string().max(MODEL_LIMITS.nameLength, `must be at most ${MODEL_LIMITS.nameLength} characters`).optional(),
	modelType: z.string().max(500, 'must be at most 500 characters').default(''),
	sourceRunId: wireId.optional(),
	params: pairs,
	tags: pairs,
});
export type CreateLoggedModelInput = z.input<typeof createLoggedModelInput>;

export const loggedModelInput = z.object({ ...placeFields, modelId: wireId });
export type LoggedModelInput = z.input<typeof loggedModelInput>;

export const finalizeLoggedModelInput = z.object({
	...placeFields,
	modelId: wireId,
	status: z.enum(['LOGGED_MODEL_READY', 'LOGGED_MODEL_UPLOAD_FAILED', 'LOGGED_MODEL_PENDING']),
});
export type FinalizeLoggedModelInput = z.input<typeof finalizeLoggedModelInput>;

export const loggedModelPairsInput = z.object({ ...placeFields, modelId: wireId, entries: pairs });
export type LoggedModelPairsInput = z.input<typeof loggedModelPairsInput>;

export const loggedModelTagKeyInput = z.object({ ...placeFields, modelId: wireId, key: z.string() });
export type LoggedModelTagKeyInput = z.input<typeof loggedModelTagKeyInput>;

export const loggedModelFolderInput = z.object({ ...placeFields, modelId: wireId, path: z.string().max(1024, 'must be at most 1024 characters').default('') });
export type LoggedModelFolderInput = z.input<typeof loggedModelFolderInput>;

export const searchLoggedModelsInput = z.object({
	...placeFields,
	...pageFields,
	experimentIds: z.array(wireId).max(1000, 'must be at most 1000 experiments'),
	limit: pageLimit(MODEL_LIMITS.searchLoggedModelsPage, 50),
});
export type SearchLoggedModelsInput = z.input<typeof searchLoggedModelsInput>;
