import { z } from 'zod';
import { VERDICTS } from './vote.ts';

const place = { org: z.string(), project: z.string() };
const number = z.coerce.number('must be a number').int('must be a whole number').min(1, 'must be at least 1');
const text = z.string().max(20_000, 'must be at most 20000 characters');
const title = z.string().trim().min(3, 'must have at least 3 characters').max(160, 'must be at most 160 characters');
const digest = z.string().regex(/^[0-9a-f]{64}$/, 'must be the 64 hex characters of the revision shown');

/** The candidate: a run's registered version, or a version of the endpoint's model by number. */
const candidate = {
	run: z.string().regex(/^[0-9a-f]{32}$|^[0-9a-f-]{36}$/, 'must be a run id').optional(),
	version: z.int('must be a whole number').min(1, 'must be at least 1').optional(),
	/** The held-out data; by default what the run held out, else the newest version that it wasn't trained on. */
	holdout: z.strictObject({ dataset: z.string(), version: z.int().min(1, 'must be at least 1') }).optional(),
};
const namesOneCandidate = (input: { run?: string; version?: number }) => (input.run === undefined) !== (input.version === undefined);
const ONE_CANDIDATE = { path: ['version'], message: 'name either a run or a version' };

export const openChangeInput = z
	.strictObject({ ...place, endpoint: z.string(), ...candidate, title: title.optional(), description: text.default('') })
	.refine(namesOneCandidate, ONE_CANDIDATE);
export type OpenChangeInput = z.input<typeof openChangeInput>;

export const pushRevisionInput = z.strictObject({ ...place, number, ...candidate }).refine(namesOneCandidate, ONE_CANDIDATE);
export type PushRevisionInput = z.input<typeof pushRevisionInput>;

export const changePlaceInput = z.strictObject({ ...place, number });
export type ChangePlace = z.input<typeof changePlaceInput>;

/** A verdict on the revision the reader saw: `digest` says which. Asking for changes needs a text. */
export const reviewChangeInput = z
	.strictObject({ ...place, number, verdict: z.enum(VERDICTS), body: text.default(''), digest })
	.refine(({ verdict, body }) => (verdict !== 'request-changes' && verdict !== 'comment') || body.trim() !== '', { path: ['body'], message: 'say what should change' });
export type ReviewChangeInput = z.input<typeof reviewChangeInput>;

export const commentOnChangeInput = z.strictObject({ ...place, number, body: text.refine((body) => body.trim() !== '', 'must not be empty') });
export type CommentOnChangeInput = z.input<typeof commentOnChangeInput>;

export const closeChangeInput = z.strictObject({ ...place, number, reason: z.string().trim().max(500, 'must be at most 500 characters').default('') });
export type CloseChangeInput = z.input<typeof closeChangeInput>;

export const listChangesInput = z.strictObject({ ...place, state: z.enum(['open', 'closed', 'all']).default('all'), limit: z.int().min(1).max(200).default(50) });
export type ListChangesInput = z.input<typeof listChangesInput>;
