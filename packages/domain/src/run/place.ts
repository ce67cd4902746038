import { z } from 'zod';

/** Where a verb acts: slugs of organization and project. Every input of run and model verbs has them. */
export const placeFields = {
	org: z.string().max(40, 'must be at most 40 characters'),
	project: z.string().max(40, 'must be at most 40 characters'),
};

/** An id as clients write it; its form is checked where it is looked up, so that a wrong one answers like an unknown one. */
export const wireId = z.string().max(256, 'must be at most 256 characters');

/** Milliseconds since 1970. */
export const timeMs = z
	.number()
	.int('must be a whole number of milliseconds')
	.nonnegative('must not be negative')
	.max(Number.MAX_SAFE_INTEGER, 'must be a time in milliseconds');

/** A tag or param before its own rules: key and text. */
export const keyValue = z.object({ key: z.string(), value: z.string() });

export const pageFields = {
	pageToken: z.string().max(4000, 'must be at most 4000 characters').optional(),
	filter: z.string().max(8000, 'must be at most 8000 characters').optional(),
	orderBy: z.array(z.string().max(600, 'must be at most 600 characters')).max(20, 'must be at most 20 clauses').optional(),
};
