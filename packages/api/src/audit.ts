import { getChainState, listAudit } from '@interlock/services/audit';
import { z } from 'zod';
import { procedure, router } from './trpc.ts';

export const auditRouter = router({
	list: procedure('audit:read')
		.input(
			z.object({
				org: z.string(),
				q: z.string().max(200).optional(),
				decision: z.enum(['allowed', 'denied']).optional(),
				before: z.number().int().optional(),
				limit: z.number().int().max(200).optional(),
			}),
		)
		.query(({ ctx, input }) => listAudit(ctx.ctx, input)),
	/** Walks the whole chain; the page calls it when opened. */
	chain: procedure('audit:read')
		.input(z.object({ org: z.string() }))
		.query(({ ctx, input }) => getChainState(ctx.ctx, input)),
});
