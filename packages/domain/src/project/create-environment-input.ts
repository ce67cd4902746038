import { z } from 'zod';
import { slugSchema } from '../slug/index.ts';

const environment = { name: slugSchema };
/** What a caller of REST sends; the place is in the path. */
export const createEnvironmentBody = z.strictObject(environment);
export const createEnvironmentInput = z.strictObject({ org: z.string(), project: z.string(), ...environment });
export type CreateEnvironmentInput = z.input<typeof createEnvironmentInput>;
