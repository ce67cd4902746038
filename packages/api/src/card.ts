import { modelCardSchema } from '@interlock/domain/card';
import { getModelCard, saveModelCard } from '@interlock/services/card';
import { z } from 'zod';
import { place } from './input.ts';
import { procedure, router } from './trpc.ts';

const at = place.extend({ model: z.string(), version: z.number() });

export const cardRouter = router({
	get: procedure('model:read')
		.input(at)
		.query(({ ctx, input }) => getModelCard(ctx.ctx, input)),
	save: procedure('model:write')
		.input(at.extend({ card: modelCardSchema }))
		.mutation(({ ctx, input }) => saveModelCard(ctx.ctx, input)),
});
