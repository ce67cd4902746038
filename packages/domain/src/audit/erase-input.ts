import { z } from 'zod';

/** Whose personal data is erased from an organization. */
export const erasePersonInput = z.object({
	org: z.string(),
	userId: z.uuid('must be the id of a person'),
	/** Why, such as the number of their request. */
	reason: z.string().trim().max(500, 'must be at most 500 characters').optional(),
});

/** What stands where an erased person's name stood: nobody's, and still one and the same. */
export function erasedLabel(userId: string): string {
	return `erased person ${userId.slice(-6)}`;
}
