import { deleteRun } from '@interlock/services/run';
import { readRunId } from '../wire/paging.ts';
import type { MlflowRoute } from '../wire/route.ts';

export const runDelete: MlflowRoute = {
	method: 'POST',
	path: '/mlflow/runs/delete',
	permission: 'run:write',
	audit: 'entry',
	handle: async ({ ctx, place }, fields) => {
		await deleteRun(ctx, { ...place, runId: readRunId(fields) });
		return {};
	},
};
