import { z } from 'zod';

/** What the palette looks for: a part of a name, or `#12` for a change. */
export const findInput = z.strictObject({ org: z.string(), q: z.string().trim().max(100, 'must be at most 100 characters') });
export type FindInput = z.input<typeof findInput>;

export type FoundKind = 'change' | 'run' | 'model' | 'dataset' | 'endpoint' | 'project';
