// Rules
// 1. A plan is a list of steps with rising traffic weights; it may begin in shadow (weight 0, scored but never answered) and ends at 100 %.
// 2. A step ends by evidence, never by time alone: at least `minRequests` of the candidate, and its excess of errors below the margin.
// 3. Without that evidence by the step's deadline the rollout rolls back.
// 4. A first version has no champion to be compared with: its share of errors must stay below an absolute limit.

import { z } from 'zod';

const SECOND_MS = 1000;
const DAY_MS = 86_400_000;
const share = (what: string) => z.number().gt(0, `${what} must be above 0`).lt(1, `${what} must be below 1`);

const rolloutStepSchema = z.strictObject({
	name: z.string().min(1).max(40),
	/** Percent of requests the candidate answers. */
	weight: z.int().min(0).max(100),
	/** Scores requests beside the champion and answers none; only with weight 0. */
	shadow: z.boolean(),
	/** Requests the candidate must have scored in this step before it can end. */
	minRequests: z.int().min(0).max(10_000_000),
});

export const rolloutPlanSchema = z
	.strictObject({
		steps: z.array(rolloutStepSchema).min(1).max(10),
		/** Time between two looks at the evidence, in ms. */
		lookEveryMs: z.int().min(SECOND_MS, 'must be at least 1,000 ms').max(DAY_MS, 'must be at most one day'),
		/** Longest time of one step, in ms. */
		deadlineMs: z.int().min(10 * SECOND_MS, 'must be at least 10,000 ms').max(30 * DAY_MS, 'must be at most 30 days'),
		/** Chance of rolling back a version that is as good as its champion, over the whole rollout. */
		alpha: share('alpha'),
		margins: z.strictObject({
			/** How much larger the candidate's share of failing requests may be than the champion's. */
			errorRate: share('errorRate'),
		}),
		firstVersion: z.strictObject({
			/** Share of failing requests above which a first version is rolled back. */
			maxErrorRate: share('maxErrorRate'),
		}),
	})
	.refine((plan) => plan.steps.every((step) => step.shadow === (step.weight === 0)), { path: ['steps'], message: 'a step has weight 0 exactly when it is in shadow' })
	.refine((plan) => plan.steps.every((step, i) => i === 0 || step.weight > (plan.steps[i - 1]?.weight ?? 0)), { path: ['steps'], message: 'weights must rise' })
	.refine((plan) => plan.steps.at(-1)?.weight === 100, { path: ['steps'], message: 'the last step must have weight 100' });

export type RolloutPlan = z.output<typeof rolloutPlanSchema>;
