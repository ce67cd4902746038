import { z } from 'zod';

/** What an inference server asks for: everything after a sequence, waiting up to `waitMs` for it. */
export const routeQueryInput = z.object({
	after: z.coerce.number('must be a number').int('must be a whole number').min(0, 'must be 0 or more').default(0),
	waitMs: z.coerce.number('must be a number').int('must be a whole number').min(0, 'must be 0 or more').max(25_000, 'must be at most 25000').default(0),
});
export type RouteQuery = z.output<typeof routeQueryInput>;

/** A blob by its address; served only while a routed version is made of it. */
export const servingBlobInput = z.object({
	orgId: z.uuid('must be an id'),
	sha256: z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hex characters'),
});
export type ServingBlobInput = z.input<typeof servingBlobInput>;
