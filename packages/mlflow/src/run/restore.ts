import { restoreRun } from '@interlock/services/run';
import { readRunId } from '../wire/paging.ts';
import type { MlflowRoute } from '../wire/route.ts';

export const runRestore: MlflowRoute = {
	method: 'POST',
	path: '/mlflow/runs/restore',
	permission: 'run:write',
	audit: 'entry',
	handle: async ({ ctx, place }, fields) => {
		await restoreRun(ctx, { ...place, runId: readRunId(fields) });
		return {};
	},
};
