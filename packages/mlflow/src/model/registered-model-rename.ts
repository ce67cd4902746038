import { renameRegisteredModel } from '@interlock/services/model';
import { registeredModelMessage } from '../wire/messages.ts';
import type { MlflowRoute } from '../wire/route.ts';

export const registeredModelRename: MlflowRoute = {
	method: 'POST',
	path: '/mlflow/registered-models/rename',
	permission: 'model:write',
	audit: 'entry',
	handle: async ({ ctx, place }, fields) => ({
		registered_model: registeredModelMessage(
			await renameRegisteredModel(ctx, { ...place, name: fields.requiredText('name'), newName: fields.requiredText('new_name') }),
		),
	}),
};
