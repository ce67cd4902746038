import { deleteLoggedModel } from '@interlock/services/model';
import type { MlflowRoute } from '../wire/route.ts';

export const loggedModelDelete: MlflowRoute = {
	method: 'DELETE',
	path: '/mlflow/logged-models/:model_id',
	permission: 'run:write',
	audit: 'entry',
	handle: async ({ ctx, place }, _fields, params) => {
		await deleteLoggedModel(ctx, { ...place, modelId: params.model_id ?? '' });
		return {};
	},
};
