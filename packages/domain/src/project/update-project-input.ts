import { z } from 'zod';
import { descriptionSchema, projectNameSchema } from './description.ts';

const place = { org: z.string(), project: z.string() };

const edit = { name: projectNameSchema.optional(), description: descriptionSchema.optional() };
const saysSomething = (input: { name?: string; description?: string }) => input.name !== undefined || input.description !== undefined;
const SAY_SOMETHING = { path: ['name'], message: 'say name, description or both' };
/** Its name or description; the slug, which stands in addresses, never changes. */
export const updateProjectBody = z.strictObject(edit).refine(saysSomething, SAY_SOMETHING);
export const updateProjectInput = z.strictObject({ ...place, ...edit }).refine(saysSomething, SAY_SOMETHING);
export type UpdateProjectInput = z.input<typeof updateProjectInput>;

/** An environment's name stands in what people approved, so that only its description changes. */
export const updateEnvironmentBody = z.strictObject({ description: descriptionSchema });
export const updateEnvironmentInput = z.strictObject({ ...place, environment: z.string(), description: descriptionSchema });
export type UpdateEnvironmentInput = z.input<typeof updateEnvironmentInput>;

export const projectPlaceInput = z.strictObject(place);

export const deleteProjectInput = z.strictObject({ ...place, reason: z.string().trim().max(500, 'must be at most 500 characters').default('') });
export type DeleteProjectInput = z.input<typeof deleteProjectInput>;
