import { anchorSchema } from '@interlock/domain/thread';
import { editComment, listThreads, replyToThread, resolveThread, startThread } from '@interlock/services/thread';
import { z } from 'zod';
import { place } from './input.ts';
import { procedure, router } from './trpc.ts';

const at = place.extend({ number: z.number() });

export const threadRouter = router({
	list: procedure('change:read')
		.input(at)
		.query(({ ctx, input }) => listThreads(ctx.ctx, input)),
	start: procedure('change:comment')
		.input(at.extend({ anchor: anchorSchema, body: z.string() }))
		.mutation(({ ctx, input }) => startThread(ctx.ctx, input)),
	reply: procedure('change:comment')
		.input(at.extend({ thread: z.string(), body: z.string() }))
		.mutation(({ ctx, input }) => replyToThread(ctx.ctx, input)),
	/** `version`: of the comment as the writer read it. */
	edit: procedure('change:comment')
		.input(at.extend({ comment: z.string(), body: z.string(), version: z.number() }))
		.mutation(({ ctx, input }) => editComment(ctx.ctx, input)),
	resolve: procedure('change:comment')
		.input(at.extend({ thread: z.string(), resolved: z.boolean() }))
		.mutation(({ ctx, input }) => resolveThread(ctx.ctx, input)),
});
