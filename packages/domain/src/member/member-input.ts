import { z } from 'zod';
import { ROLES } from '../access/permission.ts';

export const emailSchema = z
	.string()
	.trim()
	.toLowerCase()
	.max(200, 'must be at most 200 characters')
	.regex(/^[a-z0-9._%+-]+@[a-z0-9.-]+\.[a-z]{2,}$/, 'must be an e-mail address in ASCII');

/** 12 characters at least; the longest bound keeps hashing cheap. */
export const passwordSchema = z.string().min(12, 'must be at least 12 characters').max(200, 'must be at most 200 characters');

export const rolesSchema = z.array(z.enum(ROLES)).min(1, 'must name at least one role').max(ROLES.length);

export const inviteMemberInput = z.object({
	org: z.string(),
	email: emailSchema,
	name: z.string().trim().min(1, 'must not be empty').max(80, 'must be at most 80 characters'),
	roles: rolesSchema,
});
export const removeMemberInput = z.object({ org: z.string(), userId: z.uuid('must be a person id') });
export const setRolesInput = z.object({ org: z.string(), userId: z.uuid('must be a person id'), roles: rolesSchema });
