import { z } from 'zod';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const time = z
	.int('must be a whole number')
	.min(MINUTE_MS, 'must be at least one minute')
	.max(366 * DAY_MS, 'must be at most 366 days');

/** How long a word stands: an approval, the change itself, and the time in which a fulfilled policy may start a rollout. */
export const expiryPolicySchema = z.strictObject({
	approvalMs: time,
	changeMs: time,
	/** From the moment the approvals are complete (and the wait timer is over); afterwards somebody has to approve again. */
	deployWindowMs: time.default(DAY_MS),
});
