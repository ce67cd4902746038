import { getModel, listModels } from '@interlock/services/model';
import { z } from 'zod';
import { place } from './input.ts';
import { procedure, router } from './trpc.ts';

export const modelRouter = router({
	list: procedure('model:read')
		.input(place)
		.query(({ ctx, input }) => listModels(ctx.ctx, input)),
	get: procedure('model:read')
		.input(place.extend({ name: z.string() }))
		.query(({ ctx, input }) => getModel(ctx.ctx, input)),
});
