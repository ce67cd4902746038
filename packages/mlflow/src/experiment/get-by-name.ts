import { getExperimentByName } from '@interlock/services/experiment';
import { experimentMessage } from '../wire/messages.ts';
import type { MlflowRoute } from '../wire/route.ts';

export const experimentGetByName: MlflowRoute = {
	method: 'GET',
	path: '/mlflow/experiments/get-by-name',
	permission: 'run:read',
	audit: 'read',
	handle: async ({ ctx, place }, fields) => ({
		experiment: experimentMessage(await getExperimentByName(ctx, { ...place, name: fields.requiredText('experiment_name') })),
	}),
};
