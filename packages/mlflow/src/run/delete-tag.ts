import { deleteRunTag } from '@interlock/services/run';
import { readRunId } from '../wire/paging.ts';
import type { MlflowRoute } from '../wire/route.ts';

export const runDeleteTag: MlflowRoute = {
	method: 'POST',
	path: '/mlflow/runs/delete-tag',
	permission: 'run:write',
	audit: 'entry',
	handle: async ({ ctx, place }, fields) => {
		await deleteRunTag(ctx, { ...place, runId: readRunId(fields), key: fields.requiredText('key') });
		return {};
	},
};
