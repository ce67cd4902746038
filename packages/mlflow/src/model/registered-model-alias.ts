import { deleteModelAlias, getVersionByAlias, setModelAlias } from '@interlock/services/model';
import { modelVersionMessage } from '../wire/messages.ts';
import type { MlflowRoute } from '../wire/route.ts';

/** `champion` and `challenger` are outcomes of changes and rollouts: refused with that sentence. */
export const registeredModelSetAlias: MlflowRoute = {
	method: 'POST',
	path: '/mlflow/registered-models/alias',
	permission: 'model:write',
	audit: 'entry',
	handle: async ({ ctx, place }, fields) => {
		await setModelAlias(ctx, { ...place, name: fields.requiredText('name'), alias: fields.requiredText('alias'), version: fields.requiredText('version') });
		return {};
	},
};

export const registeredModelDeleteAlias: MlflowRoute = {
	method: 'DELETE',
	path: '/mlflow/registered-models/alias',
	permission: 'model:write',
	audit: 'entry',
	handle: async ({ ctx, place }, fields) => {
		await deleteModelAlias(ctx, { ...place, name: fields.requiredText('name'), alias: fields.requiredText('alias') });
		return {};
	},
};

export const registeredModelGetAlias: MlflowRoute = {
	method: 'GET',
	path: '/mlflow/registered-models/alias',
	permission: 'model:read',
	audit: 'read',
	handle: async ({ ctx, place }, fields) => ({
		model_version: modelVersionMessage(await getVersionByAlias(ctx, { ...place, name: fields.requiredText('name'), alias: fields.requiredText('alias') })),
	}),
};
