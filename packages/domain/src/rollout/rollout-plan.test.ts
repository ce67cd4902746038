import { describe, expect, test } from 'vitest';
import { DEFAULT_ROLLOUT_PLAN, nameOfStep, rolloutPlanSchema } from './index.ts';

const [shadow, tenth, all] = DEFAULT_ROLLOUT_PLAN.steps;

describe('a rollout plan', () => {
	test('the default is one', () => {
		expect(rolloutPlanSchema.parse(DEFAULT_ROLLOUT_PLAN)).toEqual(DEFAULT_ROLLOUT_PLAN);
		expect(DEFAULT_ROLLOUT_PLAN.steps.map(nameOfStep)).toEqual(['shadow', '10 %', '100 %']);
	});

	test.each([
		['must end at 100', [shadow, tenth], 'the last step must have weight 100'],
		['must not shrink', [all, tenth, all], 'must be above the weight before it'],
		['must shadow first', [tenth, shadow, all], 'a shadow step must come before every weight'],
		['must not only shadow', [shadow], 'the last step must have weight 100'],
		['must have steps', [], 'must have at least one step'],
	])('%s', (_title, steps, message) => {
		const parsed = rolloutPlanSchema.safeParse({ ...DEFAULT_ROLLOUT_PLAN, steps });
		expect(parsed.error?.issues.map((issue) => issue.message).join()).toContain(message);
	});

	test('refuses fields it does not know and limits it could not keep', () => {
		expect(rolloutPlanSchema.safeParse({ ...DEFAULT_ROLLOUT_PLAN, retries: 3 }).success).toBe(false);
		expect(rolloutPlanSchema.safeParse({ ...DEFAULT_ROLLOUT_PLAN, alpha: 0 }).success).toBe(false);
	});
});
