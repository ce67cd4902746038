import { createRegisteredModel } from '@interlock/services/model';
import { readPairs, registeredModelMessage } from '../wire/messages.ts';
import type { MlflowRoute } from '../wire/route.ts';

export const registeredModelCreate: MlflowRoute = {
	method: 'POST',
	path: '/mlflow/registered-models/create',
	permission: 'model:write',
	audit: 'entry',
	handle: async ({ ctx, place }, fields) => ({
		registered_model: registeredModelMessage(
			await createRegisteredModel(ctx, {
				...place,
				name: fields.requiredText('name'),
				description: fields.text('description') ?? '',
				tags: readPairs(fields, 'tags'),
			}),
		),
	}),
};
