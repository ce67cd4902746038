import { deleteRegisteredModelTag, setRegisteredModelTag } from '@interlock/services/model';
import type { MlflowRoute } from '../wire/route.ts';

export const registeredModelSetTag: MlflowRoute = {
	method: 'POST',
	path: '/mlflow/registered-models/set-tag',
	permission: 'model:write',
	audit: 'entry',
	handle: async ({ ctx, place }, fields) => {
		await setRegisteredModelTag(ctx, { ...place, name: fields.requiredText('name'), key: fields.requiredText('key'), value: fields.text('value') ?? '' });
		return {};
	},
};

export const registeredModelDeleteTag: MlflowRoute = {
	method: 'DELETE',
	path: '/mlflow/registered-models/delete-tag',
	permission: 'model:write',
	audit: 'entry',
	handle: async ({ ctx, place }, fields) => {
		await deleteRegisteredModelTag(ctx, { ...place, name: fields.requiredText('name'), key: fields.requiredText('key') });
		return {};
	},
};
