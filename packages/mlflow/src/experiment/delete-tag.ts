import { deleteExperimentTag } from '@interlock/services/experiment';
import type { MlflowRoute } from '../wire/route.ts';

export const experimentDeleteTag: MlflowRoute = {
	method: 'POST',
	path: '/mlflow/experiments/delete-experiment-tag',
	permission: 'run:write',
	audit: 'entry',
	handle: async ({ ctx, place }, fields) => {
		await deleteExperimentTag(ctx, { ...place, experimentId: fields.requiredText('experiment_id'), key: fields.requiredText('key') });
		return {};
	},
};
