import { logOutputs } from '@interlock/services/run';
import { readRunId } from '../wire/paging.ts';
import type { MlflowRoute } from '../wire/route.ts';

export const runOutputs: MlflowRoute = {
	method: 'POST',
	path: '/mlflow/runs/outputs',
	permission: 'run:write',
	audit: 'perRun',
	handle: async ({ ctx, place }, fields) => {
		const runId = readRunId(fields);
		if (!fields.has('models')) fields.missing('models');
		const models = fields.messages('models').map((model) => ({ modelId: model.requiredText('model_id'), step: model.integer('step') ?? 0 }));
		await logOutputs(ctx, { ...place, runId, models });
		return {};
	},
};
