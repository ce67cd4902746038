import { z } from 'zod';
import { RUN_LIMITS } from './limits.ts';
import { keyValue, pageFields, placeFields, wireId } from './place.ts';

const name = z.string().min(1, 'must not be empty').max(RUN_LIMITS.experimentNameLength, `must be at most ${RUN_LIMITS.experimentNameLength} characters`);

export const createExperimentInput = z.object({ ...placeFields, name, tags: z.array(keyValue).max(1000, 'must be at most 1000 tags').default([]) });
export type CreateExperimentInput = z.input<typeof createExperimentInput>;

export const experimentInput = z.object({ ...placeFields, experimentId: wireId });
export type ExperimentInput = z.input<typeof experimentInput>;

export const experimentByNameInput = z.object({ ...placeFields, name: z.string() });
export type ExperimentByNameInput = z.input<typeof experimentByNameInput>;

export const updateExperimentInput = z.object({ ...placeFields, experimentId: wireId, name });
export type UpdateExperimentInput = z.input<typeof updateExperimentInput>;

export const experimentTagInput = z.object({ ...placeFields, experimentId: wireId, key: z.string(), value: z.string() });
export type ExperimentTagInput = z.input<typeof experimentTagInput>;

export const experimentTagKeyInput = z.object({ ...placeFields, experimentId: wireId, key: z.string() });
export type ExperimentTagKeyInput = z.input<typeof experimentTagKeyInput>;

/** Which lifecycle stages a search shows. */
export const viewType = z.enum(['ACTIVE_ONLY', 'DELETED_ONLY', 'ALL']);
export type ViewType = z.infer<typeof viewType>;

export const searchExperimentsInput = z.object({
	...placeFields,
	...pageFields,
	view: viewType.default('ACTIVE_ONLY'),
	limit: z
		.number()
		.int('must be a whole number')
		.min(1, 'must be at least 1')
		.max(RUN_LIMITS.searchExperimentsPage, `must be at most ${RUN_LIMITS.searchExperimentsPage}`)
		.default(1000),
});
export type SearchExperimentsInput = z.input<typeof searchExperimentsInput>;

/** Of which experiments the used datasets are wanted. */
export const searchDatasetSummariesInput = z.object({
	...placeFields,
	experimentIds: z.array(wireId).min(1, 'must name at least one experiment').max(20, 'must name at most 20 experiments'),
});
export type SearchDatasetSummariesInput = z.input<typeof searchDatasetSummariesInput>;
