import { updateRegisteredModel } from '@interlock/services/model';
import { registeredModelMessage } from '../wire/messages.ts';
import type { MlflowRoute } from '../wire/route.ts';

export const registeredModelUpdate: MlflowRoute = {
	method: 'PATCH',
	path: '/mlflow/registered-models/update',
	permission: 'model:write',
	audit: 'entry',
	handle: async ({ ctx, place }, fields) => ({
		registered_model: registeredModelMessage(
			await updateRegisteredModel(ctx, { ...place, name: fields.requiredText('name'), description: fields.text('description') ?? '' }),
		),
	}),
};
