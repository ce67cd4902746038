import { z } from 'zod';
import { expectationsSchema } from './expectations.ts';
import { datasetPeriodSchema } from './period.ts';

export const datasetNameSchema = z.string().regex(/^[a-z0-9](?:[a-z0-9_.-]{0,98}[a-z0-9])?$/, 'must be 1 to 100 characters of a-z, 0-9, and inner _ . -');

/** A dataset version to be pushed; the bytes come beside it. */
export const pushDatasetInput = z.object({
	org: z.string(),
	project: z.string(),
	name: datasetNameSchema,
	format: z.enum(['parquet', 'csv']),
	period: datasetPeriodSchema.optional(),
	/** New expectations of the dataset; absent = those it has. */
	expectations: expectationsSchema.optional(),
	/** sha256 of the bytes, when the sender knows it. */
	sha256: z
		.string()
		.regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hex characters')
		.optional(),
});
export type PushDatasetInput = z.input<typeof pushDatasetInput>;

export const MAX_DATASET_BYTES = 2 * 1024 ** 3;
