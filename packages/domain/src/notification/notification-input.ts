import { z } from 'zod';

const ids = z.array(z.uuid('must be a notification id')).min(1, 'must name at least one').max(500, 'must be at most 500');

const marking = { ids, read: z.boolean().optional(), archived: z.boolean().optional() };
const saysSomething = (input: { read?: boolean; archived?: boolean }) => input.read !== undefined || input.archived !== undefined;
const SAY_SOMETHING = { path: ['read'], message: 'say read or archived' };

/** Marks one's own notifications as read or archived, or takes that back. */
export const markNotificationsInput = z.strictObject({ org: z.string(), ...marking }).refine(saysSomething, SAY_SOMETHING);
export type MarkNotificationsInput = z.input<typeof markNotificationsInput>;

/** `archived`: what was put away instead of what is in it. */
export const getInboxInput = z.strictObject({ org: z.string(), archived: z.boolean('must be true or false').default(false) });
export type GetInboxInput = z.input<typeof getInboxInput>;
export const getInboxQuery = z.object({ archived: z.stringbool('must be true or false').default(false) });
