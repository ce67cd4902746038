import { z } from 'zod';

/** Threads that people began on a change. */
export const discussionsPolicySchema = z
	.strictObject({
		/** An open thread holds the change until it is resolved. */
		mustBeResolved: z.boolean(),
	})
	.default({ mustBeResolved: true });
