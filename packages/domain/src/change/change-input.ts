import { z } from 'zod';
import { DIFF_TABS } from '../policy/index.ts';
import { VERDICTS } from './vote.ts';

const place = { org: z.string(), project: z.string() };
const number = z.coerce.number('must be a number').int('must be a whole number').min(1, 'must be at least 1');
const text = z.string().max(20_000, 'must be at most 20000 characters');
const title = z.string().trim().min(3, 'must have at least 3 characters').max(160, 'must be at most 160 characters');
const digest = z.string().regex(/^[0-9a-f]{64}$/, 'must be the 64 hex characters of the revision shown');

/** The candidate: a run's registered version, or a version of the endpoint's model by number. */
const candidate = {
	run: z
		.string()
		.regex(/^[0-9a-f]{32}$|^[0-9a-f-]{36}$/, 'must be a run id')
		.optional(),
	version: z.int('must be a whole number').min(1, 'must be at least 1').optional(),
	/** The held-out data; by default what the run held out, else the newest version that it wasn't trained on. */
	holdout: z.strictObject({ dataset: z.string(), version: z.int().min(1, 'must be at least 1') }).optional(),
};
const namesOneCandidate = (input: { run?: string; version?: number }) => (input.run === undefined) !== (input.version === undefined);
const ONE_CANDIDATE = { path: ['version'], message: 'name either a run or a version' };

const proposal = { endpoint: z.string(), ...candidate, title: title.optional(), description: text.default('') };
/** What a caller of REST sends; the place is in the path. */
export const openChangeBody = z.strictObject(proposal).refine(namesOneCandidate, ONE_CANDIDATE);
export const openChangeInput = z.strictObject({ ...place, ...proposal }).refine(namesOneCandidate, ONE_CANDIDATE);
export type OpenChangeInput = z.input<typeof openChangeInput>;

export const pushRevisionBody = z.strictObject(candidate).refine(namesOneCandidate, ONE_CANDIDATE);
export const pushRevisionInput = z.strictObject({ ...place, number, ...candidate }).refine(namesOneCandidate, ONE_CANDIDATE);
export type PushRevisionInput = z.input<typeof pushRevisionInput>;

export const changePlaceInput = z.strictObject({ ...place, number });
export type ChangePlace = z.input<typeof changePlaceInput>;

/** One kind of diff of a change: of its newest revision unless one is named. */
const ofRevision = { revision: number.optional() };
export const changeDiffQuery = z.strictObject(ofRevision);
export const changeDiffInput = z.strictObject({ ...place, number, ...ofRevision });
export type ChangeDiffPlace = z.input<typeof changeDiffInput>;

const promotion = { endpoint: z.string().optional() };
export const promoteChangeBody = z.strictObject(promotion);
export const promoteChangeInput = z.strictObject({ ...place, number, ...promotion });
export type PromoteChangeInput = z.input<typeof promoteChangeInput>;

const verdict = { verdict: z.enum(VERDICTS), body: text.default(''), digest };
const saysWhat = (input: { verdict: (typeof VERDICTS)[number]; body: string }) =>
	(input.verdict !== 'request-changes' && input.verdict !== 'comment') || input.body.trim() !== '';
const SAY_WHAT = { path: ['body'], message: 'say what should change' };

/** A verdict on the revision the reader saw: `digest` says which. Asking for changes needs a text. */
export const reviewChangeBody = z.strictObject(verdict).refine(saysWhat, SAY_WHAT);
export const reviewChangeInput = z.strictObject({ ...place, number, ...verdict }).refine(saysWhat, SAY_WHAT);
export type ReviewChangeInput = z.input<typeof reviewChangeInput>;

const comment = { body: text.refine((body) => body.trim() !== '', 'must not be empty') };
export const commentOnChangeBody = z.strictObject(comment);
export const commentOnChangeInput = z.strictObject({ ...place, number, ...comment });
export type CommentOnChangeInput = z.input<typeof commentOnChangeInput>;

/** A tab of the revision that the reader sees: `digest` says which. */
const opening = { tab: z.enum(DIFF_TABS, `must be one of ${DIFF_TABS.join(', ')}`), digest };
export const markOpenedBody = z.strictObject(opening);
export const markOpenedInput = z.strictObject({ ...place, number, ...opening });
export type MarkOpenedInput = z.input<typeof markOpenedInput>;

const closing = { reason: z.string().trim().max(500, 'must be at most 500 characters').default('') };
export const closeChangeBody = z.strictObject(closing);
export const closeChangeInput = z.strictObject({ ...place, number, ...closing });
export type CloseChangeInput = z.input<typeof closeChangeInput>;

const dismissal = {
	/** The review that asks for changes. */
	review: z.uuid('must be the id of a review'),
	reason: z.string().trim().min(20, 'must have at least 20 characters').max(500, 'must be at most 500 characters'),
};
/** Takes somebody's request for changes out of the way; says why. */
export const dismissBlockBody = z.strictObject(dismissal);
export const dismissBlockInput = z.strictObject({ ...place, number, ...dismissal });
export type DismissBlockInput = z.input<typeof dismissBlockInput>;

const listing = {
	state: z.enum(['open', 'closed', 'all'], 'must be open, closed or all').default('all'),
	limit: z.coerce.number('must be a number').int('must be a whole number').min(1, 'must be at least 1').max(200, 'must be at most 200').default(50),
	offset: z.coerce.number('must be a number').int('must be a whole number').min(0, 'must be at least 0').max(100_000, 'must be at most 100000').default(0),
};
export const listChangesQuery = z.object(listing);
export const listChangesInput = z.strictObject({ ...place, ...listing });
export type ListChangesInput = z.input<typeof listChangesInput>;
