import { logLoggedModelParams } from '@interlock/services/model';
import { readPairs } from '../wire/messages.ts';
import type { MlflowRoute } from '../wire/route.ts';

export const loggedModelParams: MlflowRoute = {
	method: 'POST',
	path: '/mlflow/logged-models/:model_id/params',
	permission: 'run:write',
	audit: 'entry',
	handle: async ({ ctx, place }, fields, params) => {
		await logLoggedModelParams(ctx, { ...place, modelId: params.model_id ?? '', entries: readPairs(fields, 'params') });
		return {};
	},
};
