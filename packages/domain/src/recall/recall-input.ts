import { z } from 'zod';
import { RECALL_ITEM_KINDS } from './recall-item.ts';

const place = { org: z.string(), project: z.string() };
const reason = z.string().trim().min(3, 'must say why, in at least 3 characters').max(500, 'must be at most 500 characters');
const name = z.string().min(1, 'must not be empty').max(256, 'must be at most 256 characters');
const version = z.int('must be a whole number').min(1, 'must be at least 1');

/** What is recalled: exactly one of them. */
const subject = {
	dataset: z.strictObject({ name, version }).optional(),
	model: z.strictObject({ name, version }).optional(),
	run: z
		.string()
		.regex(/^[0-9a-f]{32}$|^[0-9a-f-]{36}$/, 'must be a run id')
		.optional(),
};
const namesOne = (input: { dataset?: unknown; model?: unknown; run?: unknown }) =>
	[input.dataset, input.model, input.run].filter((one) => one !== undefined).length === 1;
const NAME_ONE = { path: ['dataset'], message: 'name one of dataset, model and run' };

export const recallBody = z.strictObject({ ...subject, reason }).refine(namesOne, NAME_ONE);
export const recallInput = z.strictObject({ ...place, ...subject, reason }).refine(namesOne, NAME_ONE);
export type RecallInput = z.input<typeof recallInput>;

const id = z.uuid('must be a recall id');
export const recallPlaceInput = z.strictObject({ ...place, id });
export type RecallPlace = z.input<typeof recallPlaceInput>;

export const liftRecallBody = z.strictObject({ reason });
export const liftRecallInput = z.strictObject({ ...place, id, reason });
export type LiftRecallInput = z.input<typeof liftRecallInput>;

const item = { kind: z.enum(RECALL_ITEM_KINDS, 'must be model-version, change or endpoint'), item: z.uuid('must be the id of an item') };
export const dismissRecallItemBody = z.strictObject({ ...item, reason });
export const dismissRecallItemInput = z.strictObject({ ...place, id, ...item, reason });
export type DismissRecallItemInput = z.input<typeof dismissRecallItemInput>;

const paging = {
	limit: z.coerce.number('must be a number').int('must be a whole number').min(1, 'must be at least 1').max(50, 'must be at most 50').default(20),
	offset: z.coerce.number('must be a number').int('must be a whole number').min(0, 'must be at least 0').max(100_000, 'must be at most 100000').default(0),
};
export const listRecallsQuery = z.object(paging);
export const listRecallsInput = z.strictObject({ ...place, ...paging });
export type ListRecallsInput = z.input<typeof listRecallsInput>;

/** The recall in force of one thing. */
export const findRecallInput = z.strictObject({ ...place, ...subject }).refine(namesOne, NAME_ONE);
export type FindRecallInput = z.input<typeof findRecallInput>;
