import { getDataset, listDatasets } from '@interlock/services/dataset';
import { z } from 'zod';
import { place } from './input.ts';
import { procedure, router } from './trpc.ts';

export const datasetRouter = router({
	list: procedure('dataset:read')
		.input(place)
		.query(({ ctx, input }) => listDatasets(ctx.ctx, input)),
	get: procedure('dataset:read')
		.input(place.extend({ name: z.string(), version: z.number().int().positive().optional() }))
		.query(({ ctx, input }) => getDataset(ctx.ctx, input)),
});
