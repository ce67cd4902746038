import { deleteRegisteredModel } from '@interlock/services/model';
import type { MlflowRoute } from '../wire/route.ts';

export const registeredModelDelete: MlflowRoute = {
	method: 'DELETE',
	path: '/mlflow/registered-models/delete',
	permission: 'model:write',
	audit: 'entry',
	handle: async ({ ctx, place }, fields) => {
		await deleteRegisteredModel(ctx, { ...place, name: fields.requiredText('name') });
		return {};
	},
};
