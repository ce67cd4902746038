import { deleteLoggedModelTag } from '@interlock/services/model';
import type { MlflowRoute } from '../wire/route.ts';

export const loggedModelDeleteTag: MlflowRoute = {
	method: 'DELETE',
	path: '/mlflow/logged-models/:model_id/tags/:tag_key',
	permission: 'run:write',
	audit: 'entry',
	handle: async ({ ctx, place }, _fields, params) => {
		await deleteLoggedModelTag(ctx, { ...place, modelId: params.model_id ?? '', key: params.tag_key ?? '' });
		return {};
	},
};
