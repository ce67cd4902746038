import { getMonitor, listMonitors, runMonitor } from '@interlock/services/monitor';
import { requestRetrain } from '@interlock/services/retrain';
import { z } from 'zod';
import { place } from './input.ts';
import { procedure, router } from './trpc.ts';

const at = place.extend({ endpoint: z.string() });
const withWindow = at.extend({ window: z.string().optional() });

export const monitorRouter = router({
	list: procedure('monitor:read')
		.input(place)
		.query(({ ctx, input }) => listMonitors(ctx.ctx, input)),
	get: procedure('monitor:read')
		.input(withWindow)
		.query(({ ctx, input }) => getMonitor(ctx.ctx, input)),
	run: procedure('monitor:run')
		.input(withWindow)
		.mutation(({ ctx, input }) => runMonitor(ctx.ctx, input)),
	retrain: procedure('run:start')
		.input(at.extend({ window: z.string(), reason: z.string() }))
		.mutation(({ ctx, input }) => requestRetrain(ctx.ctx, input)),
});
