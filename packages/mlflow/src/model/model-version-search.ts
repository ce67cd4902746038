import { MODEL_LIMITS } from '@interlock/domain/model';
import { searchModelVersions } from '@interlock/services/model';
import { modelVersionMessage, some } from '../wire/messages.ts';
import { readLimit, readSearch } from '../wire/paging.ts';
import type { MlflowRoute } from '../wire/route.ts';

export const modelVersionSearch: MlflowRoute = {
	method: 'GET',
	path: '/mlflow/model-versions/search',
	permission: 'model:read',
	audit: 'read',
	handle: async ({ ctx, place }, fields) => {
		const page = await searchModelVersions(ctx, { ...place, ...readSearch(fields), limit: readLimit(fields, MODEL_LIMITS.searchVersionsPage) });
		return { model_versions: some(page.versions.map(modelVersionMessage)), next_page_token: page.nextPageToken ?? undefined };
	},
};
