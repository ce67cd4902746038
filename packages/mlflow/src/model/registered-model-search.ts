import { MODEL_LIMITS } from '@interlock/domain/model';
import { searchRegisteredModels } from '@interlock/services/model';
import { registeredModelMessage, some } from '../wire/messages.ts';
import { readLimit, readSearch } from '../wire/paging.ts';
import type { MlflowRoute } from '../wire/route.ts';

export const registeredModelSearch: MlflowRoute = {
	method: 'GET',
	path: '/mlflow/registered-models/search',
	permission: 'model:read',
	audit: 'read',
	handle: async ({ ctx, place }, fields) => {
		const page = await searchRegisteredModels(ctx, { ...place, ...readSearch(fields), limit: readLimit(fields, MODEL_LIMITS.searchModelsPage) });
		return { registered_models: some(page.models.map(registeredModelMessage)), next_page_token: page.nextPageToken ?? undefined };
	},
};
