import { z } from 'zod';
import { checkIdSchema, issuerNameSchema } from '../check/index.ts';

/** Checks that somebody outside makes: each revision waits for the word of each, signed by the key of its issuer. */
export const checksPolicySchema = z
	.array(z.strictObject({ id: checkIdSchema, issuer: issuerNameSchema }))
	.max(20, 'must name at most 20 checks')
	.refine((checks) => new Set(checks.map(({ id }) => id)).size === checks.length, 'must name each check once');
