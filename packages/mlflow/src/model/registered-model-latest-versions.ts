import { getLatestVersions } from '@interlock/services/model';
import { modelVersionMessage, some } from '../wire/messages.ts';
import type { MlflowRoute } from '../wire/route.ts';

export const registeredModelLatestVersions: MlflowRoute = {
	method: 'POST',
	path: '/mlflow/registered-models/get-latest-versions',
	permission: 'model:read',
	audit: 'read',
	handle: async ({ ctx, place }, fields) => {
		const versions = await getLatestVersions(ctx, { ...place, name: fields.requiredText('name'), stages: fields.texts('stages') });
		return { model_versions: some(versions.map(modelVersionMessage)) };
	},
};
export const registeredModelLatestVersionsGet: MlflowRoute = { ...registeredModelLatestVersions, method: 'GET' };
