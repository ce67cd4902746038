import { RECALL_ITEM_KINDS } from '@interlock/domain/recall';
import { dismissRecallItem, findRecall, getRecall, liftRecall, listRecalls, makeRecall } from '@interlock/services/recall';
import { z } from 'zod';
import { place } from './input.ts';
import { procedure, router } from './trpc.ts';

const at = place.extend({ id: z.string() });
const named = z.object({ name: z.string(), version: z.number() });

export const recallRouter = router({
	list: procedure('model:read')
		.input(place.extend({ limit: z.number().optional(), offset: z.number().optional() }))
		.query(({ ctx, input }) => listRecalls(ctx.ctx, input)),
	get: procedure('model:read')
		.input(at)
		.query(({ ctx, input }) => getRecall(ctx.ctx, input)),
	/** The recall in force of one thing, or null. */
	find: procedure('model:read')
		.input(place.extend({ dataset: named.optional(), model: named.optional(), run: z.string().optional() }))
		.query(({ ctx, input }) => findRecall(ctx.ctx, input)),
	make: procedure('recall:make')
		.input(place.extend({ dataset: named.optional(), model: named.optional(), run: z.string().optional(), reason: z.string() }))
		.mutation(({ ctx, input }) => makeRecall(ctx.ctx, input)),
	lift: procedure('recall:lift')
		.input(at.extend({ reason: z.string() }))
		.mutation(({ ctx, input }) => liftRecall(ctx.ctx, input)),
	dismiss: procedure('recall:lift')
		.input(at.extend({ kind: z.enum(RECALL_ITEM_KINDS), item: z.string(), reason: z.string() }))
		.mutation(({ ctx, input }) => dismissRecallItem(ctx.ctx, input)),
});
