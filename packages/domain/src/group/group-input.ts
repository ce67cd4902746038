import { z } from 'zod';
import { groupNameSchema } from '../policy/index.ts';

const contents = {
	description: z.string().trim().max(200, 'must be at most 200 characters').default(''),
	/** The people in it, all of them. */
	members: z
		.array(z.uuid('must be a user id'))
		.max(500, 'must be at most 500 people')
		.refine((ids) => new Set(ids).size === ids.length, 'must name each person once'),
};

/** What a caller of REST sends; the place is in the path. */
export const saveGroupBody = z.strictObject(contents);
/** A group as it is to be: made when there is none of that name. */
export const saveGroupInput = z.strictObject({ org: z.string(), name: groupNameSchema, ...contents });
export type SaveGroupInput = z.input<typeof saveGroupInput>;

export const removeGroupInput = z.strictObject({ org: z.string(), name: z.string() });
