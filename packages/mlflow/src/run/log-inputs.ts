import { logInputs } from '@interlock/services/run';
import { readPairs } from '../wire/messages.ts';
import { readRunId } from '../wire/paging.ts';
import type { MlflowRoute } from '../wire/route.ts';

export const runLogInputs: MlflowRoute = {
	method: 'POST',
	path: '/mlflow/runs/log-inputs',
	permission: 'run:write',
	audit: 'perRun',
	handle: async ({ ctx, place }, fields) => {
		const runId = readRunId(fields);
		const datasets = fields.messages('datasets').map((input) => {
			const dataset = input.message('dataset') ?? input.missing('dataset');
			return {
				name: dataset.requiredText('name'),
				digest: dataset.requiredText('digest'),
				sourceType: dataset.text('source_type'),
				source: dataset.text('source'),
				schema: dataset.text('schema'),
				profile: dataset.text('profile'),
				tags: readPairs(input, 'tags'),
			};
		});
		await logInputs(ctx, { ...place, runId, datasets, modelIds: fields.messages('models').map((model) => model.requiredText('model_id')) });
		return {};
	},
};
