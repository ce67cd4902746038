import { cancelRun, listTrainable, startRun } from '@interlock/services/training';
import { z } from 'zod';
import { place } from './input.ts';
import { procedure, router } from './trpc.ts';

const startInput = place.extend({
	template: z.string(),
	parameters: z.record(z.string(), z.string()),
	datasets: z.array(
		z.object({ name: z.string(), version: z.number().int().optional(), period: z.string().optional(), role: z.enum(['train', 'holdout']).optional() }),
	),
	model: z.string().optional(),
	name: z.string().optional(),
});

export const trainingRouter = router({
	templates: procedure('signed-in').query(() => listTrainable()),
	start: procedure('run:start')
		.input(startInput)
		.mutation(({ ctx, input }) => startRun(ctx.ctx, input)),
	cancel: procedure('run:cancel')
		.input(place.extend({ run: z.string() }))
		.mutation(({ ctx, input }) => cancelRun(ctx.ctx, input)),
});
