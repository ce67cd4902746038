import { getLoggedModel } from '@interlock/services/model';
import { loggedModelMessage } from '../wire/messages.ts';
import type { MlflowRoute } from '../wire/route.ts';

export const loggedModelGet: MlflowRoute = {
	method: 'GET',
	path: '/mlflow/logged-models/:model_id',
	permission: 'run:read',
	audit: 'read',
	handle: async ({ ctx, place }, _fields, params) => ({ model: loggedModelMessage(await getLoggedModel(ctx, { ...place, modelId: params.model_id ?? '' })) }),
};
