import { addIssuer, listIssuers, revokeIssuer } from '@interlock/services/check';
import { z } from 'zod';
import { place } from './input.ts';
import { procedure, router } from './trpc.ts';

export const checkRouter = router({
	issuers: procedure('policy:read')
		.input(place)
		.query(({ ctx, input }) => listIssuers(ctx.ctx, input)),
	addIssuer: procedure('policy:write')
		.input(place.extend({ name: z.string(), publicKey: z.string() }))
		.mutation(({ ctx, input }) => addIssuer(ctx.ctx, input)),
	revokeIssuer: procedure('policy:write')
		.input(place.extend({ name: z.string() }))
		.mutation(({ ctx, input }) => revokeIssuer(ctx.ctx, input)),
});
