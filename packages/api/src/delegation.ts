import { createDelegation, endDelegation, listDelegations } from '@interlock/services/delegation';
import { z } from 'zod';
import { procedure, router } from './trpc.ts';

const org = z.object({ org: z.string() });

export const delegationRouter = router({
	list: procedure('member:read')
		.input(org)
		.query(({ ctx, input }) => listDelegations(ctx.ctx, input)),
	create: procedure('change:review')
		.input(
			org.extend({
				to: z.string(),
				fromMs: z.number(),
				untilMs: z.number(),
				project: z.string().optional(),
				environment: z.string().optional(),
				reason: z.string().optional(),
			}),
		)
		.mutation(({ ctx, input }) => createDelegation(ctx.ctx, input)),
	end: procedure('member:read')
		.input(org.extend({ id: z.string() }))
		.mutation(({ ctx, input }) => endDelegation(ctx.ctx, input)),
});
