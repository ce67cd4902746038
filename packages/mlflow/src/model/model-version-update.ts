import { updateModelVersion } from '@interlock/services/model';
import { modelVersionMessage } from '../wire/messages.ts';
import type { MlflowRoute } from '../wire/route.ts';

export const modelVersionUpdate: MlflowRoute = {
	method: 'PATCH',
	path: '/mlflow/model-versions/update',
	permission: 'model:write',
	audit: 'entry',
	handle: async ({ ctx, place }, fields) => ({
		model_version: modelVersionMessage(
			await updateModelVersion(ctx, {
				...place,
				name: fields.requiredText('name'),
				version: fields.requiredText('version'),
				description: fields.text('description') ?? '',
			}),
		),
	}),
};
