import { finalizeLoggedModel } from '@interlock/services/model';
import { readModelStatus } from '../wire/enums.ts';
import { loggedModelMessage } from '../wire/messages.ts';
import type { MlflowRoute } from '../wire/route.ts';

export const loggedModelFinalize: MlflowRoute = {
	method: 'PATCH',
	path: '/mlflow/logged-models/:model_id',
	permission: 'run:write',
	audit: 'entry',
	handle: async ({ ctx, place }, fields, params) => ({
		model: loggedModelMessage(await finalizeLoggedModel(ctx, { ...place, modelId: params.model_id ?? '', status: readModelStatus(fields) })),
	}),
};
