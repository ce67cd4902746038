import { auditFilter, erasePersonInput } from '@interlock/domain/audit';
import { erasePerson, getChainState, getCheckpoints, getProof, listAudit } from '@interlock/services/audit';
import { z } from 'zod';
import { procedure, router } from './trpc.ts';

const inOrg = z.object({ org: z.string() });

export const auditRouter = router({
	list: procedure('audit:read')
		.input(auditFilter.extend({ org: z.string(), before: z.number().int().optional(), limit: z.number().int().max(200).optional() }))
		.query(({ ctx, input }) => listAudit(ctx.ctx, input)),
	/** Walks the whole chain; the page calls it when opened. */
	chain: procedure('audit:read')
		.input(inOrg)
		.query(({ ctx, input }) => getChainState(ctx.ctx, input)),
	checkpoints: procedure('audit:read')
		.input(inOrg)
		.query(({ ctx, input }) => getCheckpoints(ctx.ctx, input)),
	erase: procedure('audit:erase')
		.input(erasePersonInput)
		.mutation(({ ctx, input }) => erasePerson(ctx.ctx, input)),
	/** What the browser recomputes an entry from. */
	proof: procedure('audit:read')
		.input(inOrg.extend({ n: z.number().int().positive() }))
		.query(({ ctx, input }) => getProof(ctx.ctx, input)),
});
