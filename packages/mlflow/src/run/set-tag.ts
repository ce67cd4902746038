import { setRunTag } from '@interlock/services/run';
import { readRunId } from '../wire/paging.ts';
import type { MlflowRoute } from '../wire/route.ts';

export const runSetTag: MlflowRoute = {
	method: 'POST',
	path: '/mlflow/runs/set-tag',
	permission: 'run:write',
	audit: 'perRun',
	handle: async ({ ctx, place }, fields) => {
		await setRunTag(ctx, { ...place, runId: readRunId(fields), key: fields.requiredText('key'), value: fields.text('value') ?? '' });
		return {};
	},
};
