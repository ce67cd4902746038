import { deleteExperiment } from '@interlock/services/experiment';
import type { MlflowRoute } from '../wire/route.ts';

export const experimentDelete: MlflowRoute = {
	method: 'POST',
	path: '/mlflow/experiments/delete',
	permission: 'run:write',
	audit: 'entry',
	handle: async ({ ctx, place }, fields) => {
		await deleteExperiment(ctx, { ...place, experimentId: fields.requiredText('experiment_id') });
		return {};
	},
};
