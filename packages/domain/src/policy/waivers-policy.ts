import { z } from 'zod';

export const WAIVING_ROLES = ['reviewer', 'admin'] as const;
/** No waiver lasts longer than this, whatever a policy says. */
export const MAX_WAIVER_DAYS = 90;

/** Who may let a gate that isn't passed count as passed, and for how long at most. */
export const waiversPolicySchema = z.strictObject({
	/** Roles that ask for a waiver and countersign one; empty: no gate can be waived. */
	roles: z.array(z.enum(WAIVING_ROLES, 'must be "reviewer" or "admin"')),
	maxDays: z.int('must be a whole number').min(1, 'must be at least 1').max(MAX_WAIVER_DAYS, `must be at most ${MAX_WAIVER_DAYS}`),
});
type WaiversPolicy = z.output<typeof waiversPolicySchema>;

export const DEFAULT_WAIVERS: WaiversPolicy = { roles: ['reviewer'], maxDays: MAX_WAIVER_DAYS };
