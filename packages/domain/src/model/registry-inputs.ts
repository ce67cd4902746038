import { z } from 'zod';
import { keyValue, pageFields, placeFields, wireId } from '../run/place.ts';
import { MODEL_LIMITS } from './model-limits.ts';
import { pageLimit } from './page-limit.ts';

const name = z.string().max(1000, 'must be at most 1000 characters');
const description = z.string().max(MODEL_LIMITS.descriptionLength, `must be at most ${MODEL_LIMITS.descriptionLength} characters`);
const version = z.string().max(20, 'must be at most 20 characters');
const tags = z.array(keyValue).max(1000, 'must be at most 1000 tags').default([]);

export const createRegisteredModelInput = z.object({ ...placeFields, name, description: description.default(''), tags });
export type CreateRegisteredModelInput = z.input<typeof createRegisteredModelInput>;

export const registeredModelInput = z.object({ ...placeFields, name });
export type RegisteredModelInput = z.input<typeof registeredModelInput>;

export const renameRegisteredModelInput = z.object({ ...placeFields, name, newName: name });
export type RenameRegisteredModelInput = z.input<typeof renameRegisteredModelInput>;

export const updateRegisteredModelInput = z.object({ ...placeFields, name, description });
export type UpdateRegisteredModelInput = z.input<typeof updateRegisteredModelInput>;

export const registeredModelTagInput = z.object({ ...placeFields, name, key: z.string(), value: z.string() });
export type RegisteredModelTagInput = z.input<typeof registeredModelTagInput>;

export const registeredModelTagKeyInput = z.object({ ...placeFields, name, key: z.string() });
export type RegisteredModelTagKeyInput = z.input<typeof registeredModelTagKeyInput>;

export const searchRegisteredModelsInput = z.object({
	...placeFields,
	...pageFields,
	limit: pageLimit(MODEL_LIMITS.searchModelsPage, 100),
});
export type SearchRegisteredModelsInput = z.input<typeof searchRegisteredModelsInput>;

export const latestVersionsInput = z.object({ ...placeFields, name, stages: z.array(z.string()).max(20, 'must be at most 20 stages').default([]) });
export type LatestVersionsInput = z.input<typeof latestVersionsInput>;

export const modelAliasInput = z.object({ ...placeFields, name, alias: z.string() });
export type ModelAliasInput = z.input<typeof modelAliasInput>;

export const setModelAliasInput = z.object({ ...placeFields, name, alias: z.string(), version });
export type SetModelAliasInput = z.input<typeof setModelAliasInput>;

export const createModelVersionInput = z.object({
	...placeFields,
	name,
	source: z.string().min(1, 'must not be empty').max(2000, 'must be at most 2000 characters'),
	runId: wireId.optional(),
	modelId: wireId.optional(),
	description: description.default(''),
	tags,
});
export type CreateModelVersionInput = z.input<typeof createModelVersionInput>;

export const modelVersionInput = z.object({ ...placeFields, name, version });
export type ModelVersionInput = z.input<typeof modelVersionInput>;

export const updateModelVersionInput = z.object({ ...placeFields, name, version, description });
export type UpdateModelVersionInput = z.input<typeof updateModelVersionInput>;

/** MLflow's stages; deprecated there, a label here. */
export const STAGES = ['None', 'Staging', 'Production', 'Archived'] as const;
export const transitionStageInput = z.object({ ...placeFields, name, version, stage: z.string(), archiveExisting: z.boolean().default(false) });
export type TransitionStageInput = z.input<typeof transitionStageInput>;

export const modelVersionTagInput = z.object({ ...placeFields, name, version, key: z.string(), value: z.string() });
export type ModelVersionTagInput = z.input<typeof modelVersionTagInput>;

export const modelVersionTagKeyInput = z.object({ ...placeFields, name, version, key: z.string() });
export type ModelVersionTagKeyInput = z.input<typeof modelVersionTagKeyInput>;

export const searchModelVersionsInput = z.object({
	...placeFields,
	...pageFields,
	limit: pageLimit(MODEL_LIMITS.searchVersionsPage, 10_000),
});
export type SearchModelVersionsInput = z.input<typeof searchModelVersionsInput>;
