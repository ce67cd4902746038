import { policyDocumentSchema } from '@interlock/domain/policy';
import { getPolicy, updatePolicy } from '@interlock/services/policy';
import { z } from 'zod';
import { place } from './input.ts';
import { procedure, router } from './trpc.ts';

const at = place.extend({ environment: z.string() });

export const policyRouter = router({
	get: procedure('policy:read')
		.input(at)
		.query(({ ctx, input }) => getPolicy(ctx.ctx, input)),
	update: procedure('policy:write')
		.input(at.extend({ baseVersion: z.number(), document: policyDocumentSchema }))
		.mutation(({ ctx, input }) => updatePolicy(ctx.ctx, input)),
});
