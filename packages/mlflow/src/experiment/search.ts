import { RUN_LIMITS } from '@interlock/domain/run';
import { searchExperiments } from '@interlock/services/experiment';
import { readView } from '../wire/enums.ts';
import { experimentMessage, some } from '../wire/messages.ts';
import { readLimit, readSearch } from '../wire/paging.ts';
import type { MlflowRoute } from '../wire/route.ts';

const handle: MlflowRoute['handle'] = async ({ ctx, place }, fields) => {
	const page = await searchExperiments(ctx, {
		...place,
		...readSearch(fields),
		view: readView(fields, 'view_type'),
		limit: readLimit(fields, RUN_LIMITS.searchExperimentsPage),
	});
	return { experiments: some(page.experiments.map(experimentMessage)), next_page_token: page.nextPageToken ?? undefined };
};

export const experimentSearch: MlflowRoute = { method: 'POST', path: '/mlflow/experiments/search', permission: 'run:read', audit: 'read', handle };
export const experimentSearchGet: MlflowRoute = { ...experimentSearch, method: 'GET' };
