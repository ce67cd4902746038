import { setExperimentTag } from '@interlock/services/experiment';
import type { MlflowRoute } from '../wire/route.ts';

export const experimentSetTag: MlflowRoute = {
	method: 'POST',
	path: '/mlflow/experiments/set-experiment-tag',
	permission: 'run:write',
	audit: 'entry',
	handle: async ({ ctx, place }, fields) => {
		await setExperimentTag(ctx, {
			...place,
			experimentId: fields.requiredText('experiment_id'),
			key: fields.requiredText('key'),
			value: fields.text('value') ?? '',
		});
		return {};
	},
};
