import { getRegisteredModel } from '@interlock/services/model';
import { registeredModelMessage } from '../wire/messages.ts';
import type { MlflowRoute } from '../wire/route.ts';

export const registeredModelGet: MlflowRoute = {
	method: 'GET',
	path: '/mlflow/registered-models/get',
	permission: 'model:read',
	audit: 'read',
	handle: async ({ ctx, place }, fields) => ({
		registered_model: registeredModelMessage(await getRegisteredModel(ctx, { ...place, name: fields.requiredText('name') })),
	}),
};
