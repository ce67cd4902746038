import { z } from 'zod';

const DAY_MS = 86_400_000;

/** How long a rollout waits after the approvals are complete, so that somebody can still object; 0: not at all. */
export const waitMsSchema = z
	.int('must be a whole number')
	.min(0, 'must be at least 0')
	.max(30 * DAY_MS, 'must be at most 30 days');

/** What an approver proves themselves with where the policy asks for it: a password or a passkey, or a passkey alone. */
export const stepUpStrengthSchema = z.enum(['password', 'passkey'], 'must be "password" or "passkey"');

/** How old the approver's last proof may be; null: the session is enough. */
export const stepUpMsSchema = z.int('must be a whole number').min(60_000, 'must be at least one minute').max(DAY_MS, 'must be at most one day').nullable();
