import { listRunArtifacts } from '@interlock/services/artifact';
import { getMetricCurves, getMetricHistory, getRunDetail, getRunLogs, listRunColumns, listRunFiles, listRuns, locateRun } from '@interlock/services/run';
import { z } from 'zod';
import { place } from './input.ts';
import { procedure, router } from './trpc.ts';

/** `runId`: 32 hex, or the run's uuid. Limits and defaults are the verbs' own. */
const at = place.extend({ runId: z.string() });

export const runRouter = router({
	list: procedure('run:read')
		.input(
			place.extend({
				filter: z.string().optional(),
				state: z.enum(['all', 'running', 'failed']).optional(),
				cursor: z.string().nullish(),
				offset: z.number().optional(),
				sort: z.string().optional(),
				columns: z.array(z.string()).optional(),
				limit: z.number().optional(),
			}),
		)
		.query(({ ctx, input }) => listRuns(ctx.ctx, { ...input, cursor: input.cursor ?? null })),
	columns: procedure('run:read')
		.input(place)
		.query(({ ctx, input }) => listRunColumns(ctx.ctx, input)),
	/** Organization and project of a run known only by its id. */
	locate: procedure('run:read')
		.input(z.object({ runId: z.string() }))
		.query(({ ctx, input }) => locateRun(ctx.ctx, input)),
	get: procedure('run:read')
		.input(at)
		.query(({ ctx, input }) => getRunDetail(ctx.ctx, input)),
	/** Thinned curves for charts. */
	curves: procedure('run:read')
		.input(at.extend({ keys: z.array(z.string()).optional(), points: z.number().optional(), fromStep: z.number().optional(), toStep: z.number().optional() }))
		.query(({ ctx, input }) => getMetricCurves(ctx.ctx, input)),
	/** Every point of one metric, paged. */
	history: procedure('run:read')
		.input(at.extend({ key: z.string(), pageToken: z.string().optional(), limit: z.number().optional() }))
		.query(({ ctx, input }) => getMetricHistory(ctx.ctx, input)),
	artifacts: procedure('run:read')
		.input(at.extend({ path: z.string().optional() }))
		.query(({ ctx, input }) => listRunArtifacts(ctx.ctx, input)),
	files: procedure('run:read')
		.input(at)
		.query(({ ctx, input }) => listRunFiles(ctx.ctx, input)),
	/** `after`: `next` of the page before; a page asks again when `run.logs` arrives. */
	logs: procedure('run:read')
		.input(at.extend({ after: z.string().optional(), stream: z.enum(['stdout', 'stderr']).optional(), limit: z.number().optional() }))
		.query(({ ctx, input }) => getRunLogs(ctx.ctx, input)),
});
