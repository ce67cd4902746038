import { logParameter } from '@interlock/services/run';
import { readRunId } from '../wire/paging.ts';
import type { MlflowRoute } from '../wire/route.ts';

export const runLogParameter: MlflowRoute = {
	method: 'POST',
	path: '/mlflow/runs/log-parameter',
	permission: 'run:write',
	audit: 'perRun',
	handle: async ({ ctx, place }, fields) => {
		await logParameter(ctx, { ...place, runId: readRunId(fields), key: fields.requiredText('key'), value: fields.text('value') ?? '' });
		return {};
	},
};
