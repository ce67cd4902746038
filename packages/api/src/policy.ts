import { policyDocumentSchema } from '@interlock/domain/policy';
import { replayPolicy } from '@interlock/services/change';
import { decideProposal, getPolicy, updatePolicy } from '@interlock/services/policy';
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
	update: procedure('policy:write')
		.input(at.extend({ baseVersion: z.number(), document: policyDocumentSchema, reason: z.string().optional() }))
		.mutation(({ ctx, input }) => updatePolicy(ctx.ctx, input)),
	decideProposal: procedure('policy:write')
		.input(at.extend({ proposal: z.string(), verdict: z.enum(['approve', 'reject', 'withdraw']), reason: z.string().optional() }))
		.mutation(({ ctx, input }) => decideProposal(ctx.ctx, input)),
});
