import { getRun } from '@interlock/services/run';
import { runMessage } from '../wire/messages.ts';
import { readRunId } from '../wire/paging.ts';
import type { MlflowRoute } from '../wire/route.ts';

export const runGet: MlflowRoute = {
	method: 'GET',
	path: '/mlflow/runs/get',
	permission: 'run:read',
	audit: 'read',
	handle: async ({ ctx, place }, fields) => ({ run: runMessage(await getRun(ctx, { ...place, runId: readRunId(fields) })) }),
};
