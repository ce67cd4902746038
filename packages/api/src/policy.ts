import { policyDocumentSchema } from '@interlock/domain/policy';
import { replayPolicy, replayProposal } from '@interlock/services/change';
import { decideProposal, getPolicy, getProposal, updatePolicy } from '@interlock/services/policy';
import { z } from 'zod';
import { place } from './input.ts';
import { procedure, router } from './trpc.ts';

const at = place.extend({ environment: z.string() });

export const policyRouter = router({
	get: procedure('policy:read')
		.input(at)
		.query(({ ctx, input }) => getPolicy(ctx.ctx, input)),
	/** What a document would have done to past changes; the policy in force where none is given. */
	replay: procedure('policy:read')
		.input(at.extend({ document: policyDocumentSchema.optional() }))
		.query(({ ctx, input }) => replayPolicy(ctx.ctx, input)),
	/** A proposal beside the version it was edited from. */
	proposal: procedure('policy:read')
		.input(place.extend({ proposal: z.string() }))
		.query(({ ctx, input }) => getProposal(ctx.ctx, input)),
	/** What a proposal would have done to past changes. */
	replayProposal: procedure('policy:read')
		.input(place.extend({ proposal: z.string() }))
		.query(({ ctx, input }) => replayProposal(ctx.ctx, input)),
	update: procedure('policy:write')
		.input(at.extend({ baseVersion: z.number(), document: policyDocumentSchema, reason: z.string().optional() }))
		.mutation(({ ctx, input }) => updatePolicy(ctx.ctx, input)),
	decideProposal: procedure('policy:write')
		.input(at.extend({ proposal: z.string(), verdict: z.enum(['approve', 'reject', 'withdraw']), reason: z.string().optional() }))
		.mutation(({ ctx, input }) => decideProposal(ctx.ctx, input)),
});
