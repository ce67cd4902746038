import { z } from 'zod';

/** Where a call happens: organization and project by their slugs. */
export const place = z.object({ org: z.string(), project: z.string() });
