import { createModelVersion } from '@interlock/services/model';
import { modelVersionMessage, readPairs } from '../wire/messages.ts';
import type { MlflowRoute } from '../wire/route.ts';

export const modelVersionCreate: MlflowRoute = {
	method: 'POST',
	path: '/mlflow/model-versions/create',
	permission: 'model:write',
	audit: 'entry',
	handle: async ({ ctx, place }, fields) => ({
		model_version: modelVersionMessage(
			await createModelVersion(ctx, {
				...place,
				name: fields.requiredText('name'),
				source: fields.requiredText('source'),
				runId: fields.text('run_id') || undefined,
				modelId: fields.text('model_id') || undefined,
				description: fields.text('description') ?? '',
				tags: readPairs(fields, 'tags'),
			}),
		),
	}),
};
