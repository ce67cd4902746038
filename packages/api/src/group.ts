import { listGroups, removeGroup, saveGroup } from '@interlock/services/group';
import { z } from 'zod';
import { procedure, router } from './trpc.ts';

const named = z.object({ org: z.string(), name: z.string() });

export const groupRouter = router({
	list: procedure('member:read')
		.input(z.object({ org: z.string() }))
		.query(({ ctx, input }) => listGroups(ctx.ctx, input)),
	save: procedure('member:write')
		.input(named.extend({ description: z.string(), members: z.array(z.string()) }))
		.mutation(({ ctx, input }) => saveGroup(ctx.ctx, input)),
	remove: procedure('member:write')
		.input(named)
		.mutation(({ ctx, input }) => removeGroup(ctx.ctx, input)),
});
