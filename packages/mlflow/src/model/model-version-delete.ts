import { deleteModelVersion } from '@interlock/services/model';
import type { MlflowRoute } from '../wire/route.ts';

export const modelVersionDelete: MlflowRoute = {
	method: 'DELETE',
	path: '/mlflow/model-versions/delete',
	permission: 'model:write',
	audit: 'entry',
	handle: async ({ ctx, place }, fields) => {
		await deleteModelVersion(ctx, { ...place, name: fields.requiredText('name'), version: fields.requiredText('version') });
		return {};
	},
};
