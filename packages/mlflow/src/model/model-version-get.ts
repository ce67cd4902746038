import { getModelVersion } from '@interlock/services/model';
import { modelVersionMessage } from '../wire/messages.ts';
import type { MlflowRoute } from '../wire/route.ts';

export const modelVersionGet: MlflowRoute = {
	method: 'GET',
	path: '/mlflow/model-versions/get',
	permission: 'model:read',
	audit: 'read',
	handle: async ({ ctx, place }, fields) => ({
		model_version: modelVersionMessage(await getModelVersion(ctx, { ...place, name: fields.requiredText('name'), version: fields.requiredText('version') })),
	}),
};

/** Where the files of a version lie. */
export const modelVersionDownloadUri: MlflowRoute = {
	method: 'GET',
	path: '/mlflow/model-versions/get-download-uri',
	permission: 'model:read',
	audit: 'read',
	handle: async ({ ctx, place }, fields) => ({
		artifact_uri: (await getModelVersion(ctx, { ...place, name: fields.requiredText('name'), version: fields.requiredText('version') })).location,
	}),
};
