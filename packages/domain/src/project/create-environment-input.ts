import { z } from 'zod';
import { slugSchema } from '../slug/index.ts';
import { descriptionSchema } from './description.ts';

const environment = { name: slugSchema, description: descriptionSchema.default('') };
/** What a caller of REST sends; the place is in the path. */
export const createEnvironmentBody = z.strictObject(environment);
export const createEnvironmentInput = z.strictObject({ org: z.string(), project: z.string(), ...environment });
export type CreateEnvironmentInput = z.input<typeof createEnvironmentInput>;
