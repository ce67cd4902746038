import { createEndpoint, getEndpoint, listEndpoints, pauseRollout, promoteRollout, requestRollback, resumeRollout } from '@interlock/services/deployment';
import { z } from 'zod';
import { place } from './input.ts';
import { procedure, router } from './trpc.ts';

const at = place.extend({ endpoint: z.string() });
const withReason = at.extend({ reason: z.string() });

export const deploymentRouter = router({
	list: procedure('endpoint:read')
		.input(place)
		.query(({ ctx, input }) => listEndpoints(ctx.ctx, input)),
	get: procedure('endpoint:read')
		.input(at.extend({ range: z.enum(['1h', '12h', '7d']).optional() }))
		.query(({ ctx, input }) => getEndpoint(ctx.ctx, input)),
	create: procedure('endpoint:create')
		.input(
			place.extend({
				name: z.string(),
				environment: z.string(),
				model: z.string(),
				config: z.object({
					task: z.literal('regression'),
					target: z.string(),
					unit: z.string(),
					blockColumn: z.string(),
					sliceColumns: z.array(z.string()),
					naiveColumn: z.string().nullable(),
					eventTimeColumn: z.string(),
					keyColumn: z.string(),
				}),
				retrain: z
					.object({
						template: z.string(),
						parameters: z.record(z.string(), z.string()),
						dataset: z.string(),
						periodsBefore: z.number(),
						serviceAccount: z.string(),
					})
					.nullable(),
			}),
		)
		.mutation(({ ctx, input }) => createEndpoint(ctx.ctx, input)),
	rollBack: procedure('endpoint:rollback')
		.input(withReason.extend({ version: z.number().optional(), to: z.number().optional() }))
		.mutation(({ ctx, input }) => requestRollback(ctx.ctx, input)),
	pause: procedure('endpoint:operate')
		.input(at.extend({ reason: z.string().optional() }))
		.mutation(({ ctx, input }) => pauseRollout(ctx.ctx, input)),
	resume: procedure('endpoint:operate')
		.input(at.extend({ reason: z.string().optional() }))
		.mutation(({ ctx, input }) => resumeRollout(ctx.ctx, input)),
	promote: procedure('endpoint:operate')
		.input(withReason)
		.mutation(({ ctx, input }) => promoteRollout(ctx.ctx, input)),
});
