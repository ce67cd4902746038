import { z } from 'zod';
import { slugSchema } from '../slug/index.ts';
import { endpointConfigSchema, retrainConfigSchema } from './endpoint-config.ts';

/** A new endpoint: a stable address in an environment, for one registered model. It serves nothing until a change is rolled out. */
export const createEndpointInput = z.strictObject({
	org: z.string(),
	project: z.string(),
	name: slugSchema,
	environment: z.string().min(1, 'must name an environment').default('production'),
	model: z.string().min(1, 'must name a registered model'),
	config: endpointConfigSchema,
	retrain: retrainConfigSchema.nullable().default(null),
});
export type CreateEndpointInput = z.input<typeof createEndpointInput>;
