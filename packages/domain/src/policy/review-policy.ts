import { z } from 'zod';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const share = (least: string) => z.number('must be a number').gt(0, least).max(1, 'must be at most 1');

/** Who a change is escalated to when those who were asked first stay silent. */
export const ESCALATE_TO = /^(role:(reviewer|admin|deployer|auditor)|group:[a-z0-9][a-z0-9-]{0,38})$/;

/** How long people have for a review, and what happens on the way there; shares are of `dueMs`. */
export const reviewPolicySchema = z
	.strictObject({
		/** From the newest revision's push. */
		dueMs: z
			.int('must be a whole number')
			.min(60_000, 'must be at least one minute')
			.max(366 * DAY_MS, 'must be at most 366 days'),
		remindAt: share('must be above 0'),
		escalateAt: share('must be above 0'),
		/** At this share the change closes by itself. */
		closeAt: share('must be above 0'),
		escalateTo: z.string().regex(ESCALATE_TO, 'must be role:<role> or group:<name>'),
	})
	.refine(({ remindAt, escalateAt, closeAt }) => remindAt < escalateAt && escalateAt < closeAt, {
		path: ['escalateAt'],
		message: 'must be after the reminder and before the closing',
	});

export const DEFAULT_REVIEW: z.output<typeof reviewPolicySchema> = {
	dueMs: 14 * DAY_MS,
	remindAt: 0.25,
	escalateAt: 0.5,
	closeAt: 1,
	escalateTo: 'role:admin',
};
