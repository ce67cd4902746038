import { getExperiment } from '@interlock/services/experiment';
import { experimentMessage } from '../wire/messages.ts';
import type { MlflowRoute } from '../wire/route.ts';

export const experimentGet: MlflowRoute = {
	method: 'GET',
	path: '/mlflow/experiments/get',
	permission: 'run:read',
	audit: 'read',
	handle: async ({ ctx, place }, fields) => ({
		experiment: experimentMessage(await getExperiment(ctx, { ...place, experimentId: fields.requiredText('experiment_id') })),
	}),
};
