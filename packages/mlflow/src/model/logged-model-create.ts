import { createLoggedModel } from '@interlock/services/model';
import { loggedModelMessage, readPairs } from '../wire/messages.ts';
import type { MlflowRoute } from '../wire/route.ts';

export const loggedModelCreate: MlflowRoute = {
	method: 'POST',
	path: '/mlflow/logged-models',
	permission: 'run:write',
	audit: 'entry',
	handle: async ({ ctx, place }, fields) => ({
		model: loggedModelMessage(
			await createLoggedModel(ctx, {
				...place,
				experimentId: fields.requiredText('experiment_id'),
				name: fields.text('name') || undefined,
				modelType: fields.text('model_type') ?? '',
				sourceRunId: fields.text('source_run_id') || undefined,
				params: readPairs(fields, 'params'),
				tags: readPairs(fields, 'tags'),
			}),
		),
	}),
};
