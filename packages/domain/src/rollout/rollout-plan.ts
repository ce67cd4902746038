import { z } from 'zod';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const stepBase = {
	/** Requests the candidate must have had in this step before it may go on. */
	minRequests: z.int('must be a whole number').min(0, 'must be at least 0').max(10_000_000, 'must be at most 10000000'),
	/** A step that could not go on by then is rolled back. */
	deadlineMs: z
		.int('must be a whole number')
		.min(1000, 'must be at least 1000 ms')
		.max(30 * DAY_MS, 'must be at most 30 days'),
};

/** `shadow`: the candidate is scored on the champion's requests and never answers. `weight`: percent of requests it answers. */
export const rolloutStepSchema = z.discriminatedUnion('kind', [
	z.strictObject({ kind: z.literal('shadow'), ...stepBase }),
	z.strictObject({
		kind: z.literal('weight'),
		weight: z.int('must be a whole number').min(1, 'must be at least 1').max(100, 'must be at most 100'),
		...stepBase,
	}),
]);
export type RolloutStep = z.output<typeof rolloutStepSchema>;

export const rolloutPlanSchema = z
	.strictObject({
		steps: z.array(rolloutStepSchema).min(1, 'must have at least one step').max(12, 'must have at most 12 steps'),
		/** Pause between two looks at the counts. The test is valid at any look, so this sets speed, not error rate. */
		lookEveryMs: z.int('must be a whole number').min(250, 'must be at least 250 ms').max(DAY_MS, 'must be at most 1 day'),
		/** Chance of rolling back a candidate that fails no more often than the champion, over the whole plan. */
		alpha: z.number().min(0.0001, 'must be at least 0.0001').max(0.2, 'must be at most 0.2'),
		/** A candidate goes on once its error rate is shown to exceed the champion's by less than this (0.02 = 2 percentage points). */
		nonInferiorityMargin: z.number().gt(0, 'must be above 0').max(0.5, 'must be at most 0.5'),
		/** Error rate a first version must be shown to stay below, since it has no champion to be compared with. */
		absoluteErrorLimit: z.number().gt(0, 'must be above 0').max(0.5, 'must be at most 0.5'),
		/** So many failed requests in a row roll back at once. */
		maxConsecutiveErrors: z.int('must be a whole number').min(2, 'must be at least 2').max(1000, 'must be at most 1000'),
	})
	.superRefine(({ steps }, context) => {
		let [weight, weighted] = [0, false];
		steps.forEach((step, index) => {
			const refuse = (message: string) => context.addIssue({ code: 'custom', path: ['steps', index], message });
			if (step.kind === 'shadow') {
				if (weighted) refuse('a shadow step must come before every weight');
				return;
			}
			weighted = true;
			if (step.weight <= weight) refuse(`weight ${step.weight} must be above the weight before it, ${weight}`);
			weight = step.weight;
		});
		if (weight !== 100) context.addIssue({ code: 'custom', path: ['steps'], message: 'the last step must have weight 100' });
	});
export type RolloutPlan = z.output<typeof rolloutPlanSchema>;

/** Shadow, a tenth, all: the plan a new environment starts with. */
export const DEFAULT_ROLLOUT_PLAN: RolloutPlan = {
	steps: [
		{ kind: 'shadow', minRequests: 200, deadlineMs: DAY_MS },
		{ kind: 'weight', weight: 10, minRequests: 200, deadlineMs: DAY_MS },
		{ kind: 'weight', weight: 100, minRequests: 200, deadlineMs: DAY_MS },
	],
	lookEveryMs: 5000,
	alpha: 0.05,
	nonInferiorityMargin: 0.02,
	absoluteErrorLimit: 0.02,
	maxConsecutiveErrors: 5,
};
