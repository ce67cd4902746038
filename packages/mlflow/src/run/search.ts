import { RUN_LIMITS } from '@interlock/domain/run';
import { searchRuns } from '@interlock/services/run';
import { readView } from '../wire/enums.ts';
import { runMessage, some } from '../wire/messages.ts';
import { readLimit, readSearch } from '../wire/paging.ts';
import type { MlflowRoute } from '../wire/route.ts';

export const runSearch: MlflowRoute = {
	method: 'POST',
	path: '/mlflow/runs/search',
	permission: 'run:read',
	audit: 'read',
	handle: async ({ ctx, place }, fields) => {
		const page = await searchRuns(ctx, {
			...place,
			...readSearch(fields),
			experimentIds: fields.texts('experiment_ids'),
			view: readView(fields, 'run_view_type'),
			limit: readLimit(fields, RUN_LIMITS.searchRunsPage),
		});
		return { runs: some(page.runs.map(runMessage)), next_page_token: page.nextPageToken ?? undefined };
	},
};
