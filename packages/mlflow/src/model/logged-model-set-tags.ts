import { setLoggedModelTags } from '@interlock/services/model';
import { loggedModelMessage, readPairs } from '../wire/messages.ts';
import type { MlflowRoute } from '../wire/route.ts';

export const loggedModelSetTags: MlflowRoute = {
	method: 'PATCH',
	path: '/mlflow/logged-models/:model_id/tags',
	permission: 'run:write',
	audit: 'entry',
	handle: async ({ ctx, place }, fields, params) => ({
		model: loggedModelMessage(await setLoggedModelTags(ctx, { ...place, modelId: params.model_id ?? '', entries: readPairs(fields, 'tags') })),
	}),
};
