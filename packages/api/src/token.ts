import { PERMISSIONS } from '@interlock/domain/access';
import { createToken, listTokens, revokeToken } from '@interlock/services/token';
import { z } from 'zod';
import { procedure, router } from './trpc.ts';

export const tokenRouter = router({
	list: procedure('token:read')
		.input(z.object({ org: z.string() }))
		.query(({ ctx, input }) => listTokens(ctx.ctx, input)),
	create: procedure('token:write')
		.input(
			z.object({
				org: z.string(),
				name: z.string(),
				projects: z.array(z.string()).optional(),
				scopes: z.array(z.enum(PERMISSIONS)),
				days: z.number().optional(),
				serviceAccount: z.string().optional(),
			}),
		)
		.mutation(({ ctx, input }) => createToken(ctx.ctx, input)),
	revoke: procedure('token:write')
		.input(z.object({ org: z.string(), id: z.string() }))
		.mutation(({ ctx, input }) => revokeToken(ctx.ctx, input)),
});
