import { z } from 'zod';

const place = { org: z.string(), project: z.string() };
const number = z.coerce.number('must be a number').int('must be a whole number').min(1, 'must be at least 1');
const digest = z.string().regex(/^[0-9a-f]{64}$/, 'must be the 64 hex characters of the revision shown');

const request = {
	reason: z.string().trim().min(20, 'must be at least 20 characters').max(2_000, 'must be at most 2000 characters'),
	incident: z.string().trim().min(3, 'must name the incident').max(100, 'must be at most 100 characters'),
	digest,
};
/** The emergency path for the revision the reader saw: why, and for which incident. */
export const breakGlassBody = z.strictObject(request);
export const breakGlassInput = z.strictObject({ ...place, number, ...request });
export type BreakGlassInput = z.input<typeof breakGlassInput>;

/** Confirming as the second person: the revision they saw. */
export const confirmBreakGlassBody = z.strictObject({ digest });
export const confirmBreakGlassInput = z.strictObject({ ...place, number, digest });
export type ConfirmBreakGlassInput = z.input<typeof confirmBreakGlassInput>;

const verdict = { verdict: z.enum(['accepted', 'rejected'], 'must be accepted or rejected'), body: z.string().trim().min(3, 'say what you found').max(20_000) };
/** The review afterwards; rejecting rolls back. */
export const reviewBreakGlassBody = z.strictObject(verdict);
export const reviewBreakGlassInput = z.strictObject({ ...place, number, ...verdict });
export type ReviewBreakGlassInput = z.input<typeof reviewBreakGlassInput>;
