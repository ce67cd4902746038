import { closeChange, commentOnChange, getChange, listChanges, openChange, pushRevision, reviewChange } from '@interlock/services/change';
import { z } from 'zod';
import { place } from './input.ts';
import { procedure, router } from './trpc.ts';

const at = place.extend({ number: z.number() });
const candidate = { run: z.string().optional(), version: z.number().optional(), holdout: z.object({ dataset: z.string(), version: z.number() }).optional() };

export const changeRouter = router({
	list: procedure.input(place.extend({ state: z.enum(['open', 'closed', 'all']).optional() })).query(({ ctx, input }) => listChanges(ctx.ctx, input)),
	get: procedure.input(at).query(({ ctx, input }) => getChange(ctx.ctx, input)),
	open: procedure
		.input(place.extend({ endpoint: z.string(), ...candidate, title: z.string().optional(), description: z.string().optional() }))
		.mutation(({ ctx, input }) => openChange(ctx.ctx, input)),
	pushRevision: procedure.input(at.extend(candidate)).mutation(({ ctx, input }) => pushRevision(ctx.ctx, input)),
	/** `digest`: of the revision the reader saw. */
	review: procedure
		.input(at.extend({ verdict: z.enum(['approve', 'request-changes', 'comment', 'withdraw']), body: z.string(), digest: z.string() }))
		.mutation(({ ctx, input }) => reviewChange(ctx.ctx, input)),
	comment: procedure.input(at.extend({ body: z.string() })).mutation(({ ctx, input }) => commentOnChange(ctx.ctx, input)),
	close: procedure.input(at.extend({ reason: z.string().optional() })).mutation(({ ctx, input }) => closeChange(ctx.ctx, input)),
});
