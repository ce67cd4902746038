import { z } from 'zod';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** The emergency path: a version goes out without the approvals, is told to everybody, and has to be reviewed afterwards. */
export const breakGlassPolicySchema = z.strictObject({
	allowed: z.boolean(),
	/** A second person with the role confirms, of whom no group is shared with the first. */
	twoPerson: z.boolean(),
	/** How long a request can be confirmed. */
	grantMs: z.int('must be a whole number').min(MINUTE_MS, 'must be at least one minute').max(HOUR_MS, 'must be at most 60 minutes'),
	/** So many may be used within 30 days in a project. */
	most: z.int('must be a whole number').min(1, 'must be at least 1').max(3, 'must be at most 3'),
	/** Somebody reviews it by then, else the version is rolled back. */
	reviewMs: z.int('must be a whole number').min(MINUTE_MS, 'must be at least one minute').max(DAY_MS, 'must be at most 24 hours'),
});

export type BreakGlassPolicy = z.output<typeof breakGlassPolicySchema>;

export const DEFAULT_BREAK_GLASS: BreakGlassPolicy = {
	allowed: true,
	twoPerson: true,
	grantMs: HOUR_MS,
	most: 3,
	reviewMs: DAY_MS,
};
