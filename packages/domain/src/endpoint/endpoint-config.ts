import { z } from 'zod';

const column = z.string().min(1, 'must not be empty').max(120, 'must be at most 120 characters');

/** How an endpoint's predictions are judged. Column names are the dataset's. */
export const endpointConfigSchema = z.strictObject({
	task: z.literal('regression', 'must be "regression"'),
	/** What is predicted. */
	target: column,
	/** The target's unit, as shown behind figures. */
	unit: z.string().max(24, 'must be at most 24 characters').default(''),
	/** Rows that share this value are resampled together. */
	blockColumn: column,
	sliceColumns: z.array(column).max(8, 'must name at most 8 columns').default([]),
	/** A first version must beat this column used as the prediction. */
	naiveColumn: column.nullable().default(null),
	eventTimeColumn: column,
	keyColumn: column,
});

/** What a drifted or decayed window starts. `serviceAccount`: the name of the account that opens the run and the change. */
export const retrainConfigSchema = z.strictObject({
	template: z.string().min(1, 'must not be empty').max(80, 'must be at most 80 characters'),
	parameters: z.record(z.string().max(250), z.string().max(500)).default({}),
	dataset: z.string().min(1, 'must not be empty').max(80, 'must be at most 80 characters'),
	periodsBefore: z.int().min(1, 'must be at least 1').max(24, 'must be at most 24'),
	serviceAccount: z.string().min(1, 'must not be empty'),
});
