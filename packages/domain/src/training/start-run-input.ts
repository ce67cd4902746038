import { z } from 'zod';
import { datasetNameSchema } from '../dataset/push-dataset-input.ts';
import { datasetPeriodSchema } from '../dataset/period.ts';

/** A dataset version named by number, by period, or (neither) the newest. */
export const datasetChoice = z
	.object({
		name: datasetNameSchema,
		version: z.number().int().positive().optional(),
		period: datasetPeriodSchema.optional(),
		role: z.enum(['train', 'holdout']).default('train'),
	})
	.refine((d) => d.version === undefined || d.period === undefined, 'name a version or a period, not both');

/** MLflow's rule for registered models, narrowed: no `/` or `:`. */
export const modelNameSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._ -]{0,199}$/, 'must be 1 to 200 characters of letters, digits, space, . _ -');

export const startRunInput = z.object({
	org: z.string(),
	project: z.string(),
	template: z.string().max(100),
	parameters: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
	datasets: z.array(datasetChoice).min(1, 'must name at least one dataset').max(50),
	/** The registered model this run may add a version to. */
	model: modelNameSchema.optional(),
	/** Run name; made from the template and number when absent. */
	name: z.string().trim().min(1).max(200).optional(),
	experiment: z.string().max(500).default('Default'),
	/** Sent again with the same key, the call answers the run it started before. */
	idempotencyKey: z.string().min(1).max(200).optional(),
	maxRuntimeMinutes: z
		.number()
		.int()
		.min(1)
		.max(7 * 24 * 60, 'must be at most 10080')
		.default(24 * 60),
});
export type StartRunInput = z.input<typeof startRunInput>;
