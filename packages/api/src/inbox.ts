import { countInbox, getInbox } from '@interlock/services/inbox';
import { markNotifications } from '@interlock/services/notification';
import { z } from 'zod';
import { procedure, router } from './trpc.ts';

const at = z.object({ org: z.string() });

export const inboxRouter = router({
	get: procedure('project:read')
		.input(at.extend({ archived: z.boolean().optional() }))
		.query(({ ctx, input }) => getInbox(ctx.ctx, input)),
	count: procedure('project:read')
		.input(at)
		.query(({ ctx, input }) => countInbox(ctx.ctx, input)),
	/** One's own lines only. */
	mark: procedure('project:read')
		.input(at.extend({ ids: z.array(z.string()), read: z.boolean().optional(), archived: z.boolean().optional() }))
		.mutation(({ ctx, input }) => markNotifications(ctx.ctx, input)),
});
