import { findAnything } from '@interlock/services/search';
import { z } from 'zod';
import { procedure, router } from './trpc.ts';

export const searchRouter = router({
	find: procedure('project:read')
		.input(z.object({ org: z.string(), q: z.string() }))
		.query(({ ctx, input }) => findAnything(ctx.ctx, input)),
});
