import { transitionModelVersionStage } from '@interlock/services/model';
import { modelVersionMessage } from '../wire/messages.ts';
import type { MlflowRoute } from '../wire/route.ts';

/** Stages are deprecated in MLflow and a label here: no traffic moves. */
export const modelVersionTransitionStage: MlflowRoute = {
	method: 'POST',
	path: '/mlflow/model-versions/transition-stage',
	permission: 'model:write',
	audit: 'entry',
	handle: async ({ ctx, place }, fields) => ({
		model_version: modelVersionMessage(
			await transitionModelVersionStage(ctx, {
				...place,
				name: fields.requiredText('name'),
				version: fields.requiredText('version'),
				stage: fields.requiredText('stage'),
				archiveExisting: fields.boolean('archive_existing_versions') ?? false,
			}),
		),
	}),
};
