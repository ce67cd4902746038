import { updateExperiment } from '@interlock/services/experiment';
import type { MlflowRoute } from '../wire/route.ts';

export const experimentUpdate: MlflowRoute = {
	method: 'POST',
	path: '/mlflow/experiments/update',
	permission: 'run:write',
	audit: 'entry',
	handle: async ({ ctx, place }, fields) => {
		await updateExperiment(ctx, { ...place, experimentId: fields.requiredText('experiment_id'), name: fields.requiredText('new_name') });
		return {};
	},
};
