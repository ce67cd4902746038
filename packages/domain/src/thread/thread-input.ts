import { z } from 'zod';
import { anchorSchema } from './anchor.ts';

const place = { org: z.string(), project: z.string(), number: z.coerce.number('must be a number').int('must be a whole number').min(1, 'must be at least 1') };
const body = z
	.string()
	.max(20_000, 'must be at most 20000 characters')
	.refine((text) => text.trim() !== '', 'must not be empty');
const id = z.uuid('must be an id');

export const threadPlaceInput = z.strictObject(place);
export type ThreadPlace = z.input<typeof threadPlaceInput>;

const start = { anchor: anchorSchema, body };
export const startThreadBody = z.strictObject(start);
export const startThreadInput = z.strictObject({ ...place, ...start });
export type StartThreadInput = z.input<typeof startThreadInput>;

export const replyToThreadBody = z.strictObject({ body });
export const replyToThreadInput = z.strictObject({ ...place, thread: id, body });
export type ReplyToThreadInput = z.input<typeof replyToThreadInput>;

/** `version`: of the comment that the writer changed, from 1; another one means that somebody was faster. */
const edit = { body, version: z.int('must be a whole number').min(1, 'must be at least 1') };
export const editCommentBody = z.strictObject(edit);
export const editCommentInput = z.strictObject({ ...place, comment: id, ...edit });
export type EditCommentInput = z.input<typeof editCommentInput>;

const settle = { resolved: z.boolean('must be true or false') };
export const resolveThreadBody = z.strictObject(settle);
export const resolveThreadInput = z.strictObject({ ...place, thread: id, ...settle });
export type ResolveThreadInput = z.input<typeof resolveThreadInput>;
