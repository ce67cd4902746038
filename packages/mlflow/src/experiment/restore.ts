import { restoreExperiment } from '@interlock/services/experiment';
import type { MlflowRoute } from '../wire/route.ts';

export const experimentRestore: MlflowRoute = {
	method: 'POST',
	path: '/mlflow/experiments/restore',
	permission: 'run:write',
	audit: 'entry',
	handle: async ({ ctx, place }, fields) => {
		await restoreExperiment(ctx, { ...place, experimentId: fields.requiredText('experiment_id') });
		return {};
	},
};
