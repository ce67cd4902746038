import { z } from 'zod';

const count = z.int().nonnegative();
const armSchema = z.object({ requests: count, errors: count }).refine((arm) => arm.errors <= arm.requests, { message: 'errors must not be above requests' });

/**
 * All that a judgement may look at, so that it can be replayed. Requests, not rows: the rows of one request fail
 * together. An error is a request that the version could not answer; one refused for its input is nobody's error.
 */
export const stepCountsSchema = z.object({
	/** Time since the step's weight was acknowledged. */
	elapsedMs: count,
	candidate: armSchema,
	/** The candidate's newest run of failed requests. */
	consecutiveErrors: count,
	/** Answers of the candidate that were NaN or infinite. */
	nonFiniteOutputs: count,
	/** Why the candidate can't serve at all (digest mismatch, did not load, other signature), or null. */
	notReady: z.string().nullable(),
	/**
	 * The champion in the same step; in a shadow step both saw the same requests; at weight 100 it has none of its own and
	 * the caller gives its counts of the rollout's earlier steps. null: a first version, judged by the absolute limit.
	 */
	champion: armSchema.nullable(),
});
export type StepCounts = z.output<typeof stepCountsSchema>;

export const STEP_REASONS = [
	'not-ready',
	'non-finite-output',
	'consecutive-errors',
	'more-errors',
	'deadline',
	'shown-not-worse',
	'no-requests',
	'too-few-requests',
	'not-shown-yet',
] as const;
export type StepReason = (typeof STEP_REASONS)[number];

/** Shares are 0 .. 1, times in ms. `logEvidence`: ln E of the alarm test, alarm above `logEvidenceLimit`; capped to stay JSON. */
export const stepNumbersSchema = z.object({
	requests: count,
	errors: count,
	errorRate: z.number().nullable(),
	championRequests: count.nullable(),
	championErrors: count.nullable(),
	championErrorRate: z.number().nullable(),
	/** Share of errors the candidate would have if it were no worse; the absolute limit for a first version. */
	expectedShare: z.number(),
	logEvidence: z.number(),
	logEvidenceLimit: z.number(),
	/** Upper bound of the candidate's error rate minus the champion's; of the rate itself for a first version. */
	upperBound: z.number(),
	/** What the upper bound must be below. */
	bound: z.number(),
	minRequests: count,
	elapsedMs: count,
	deadlineMs: count,
});
export type StepNumbers = z.output<typeof stepNumbersSchema>;

export const stepJudgementSchema = z.object({
	verdict: z.enum(['continue', 'advance', 'roll-back']),
	code: z.enum(STEP_REASONS),
	/** The reason as a sentence, with its numbers. */
	reason: z.string(),
	numbers: stepNumbersSchema,
});
export type StepJudgement = z.output<typeof stepJudgementSchema>;
