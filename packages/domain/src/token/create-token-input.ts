import { z } from 'zod';
import { PERMISSIONS } from '../access/permission.ts';

export const MAX_TOKEN_DAYS = 366;
export const DEFAULT_TOKEN_DAYS = 90;

/** A token a person makes for themselves or for a service account: scopes never reach beyond the owner's rights of the moment of use. */
export const createTokenInput = z.object({
	org: z.string(),
	name: z.string().trim().min(1, 'must not be empty').max(80, 'must be at most 80 characters'),
	/** Project slugs; absent = every project. */
	projects: z.array(z.string()).min(1, 'must name at least one project, or be left out').max(50).optional(),
	scopes: z.array(z.enum(PERMISSIONS)).min(1, 'must name at least one scope'),
	days: z.number().int().min(1, 'must be at least 1').max(MAX_TOKEN_DAYS, `must be at most ${MAX_TOKEN_DAYS}`).default(DEFAULT_TOKEN_DAYS),
	/** A service account's name: the token acts as it. Needs `member:write`. */
	serviceAccount: z.string().optional(),
});
export type CreateTokenInput = z.input<typeof createTokenInput>;
