import { z } from 'zod';

/** How many rows a page may ask for, and how many it gets unless it asks. */
export function pageLimit(most: number, usual: number) {
	return z.number().int('must be a whole number').min(1, 'must be at least 1').max(most, `must be at most ${most}`).default(usual);
}
