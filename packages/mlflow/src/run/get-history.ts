import { RUN_LIMITS } from '@interlock/domain/run';
import { getMetricHistory } from '@interlock/services/run';
import { metricMessage, some } from '../wire/messages.ts';
import { readLimit, readRunId } from '../wire/paging.ts';
import type { MlflowRoute } from '../wire/route.ts';

/** Without `max_results` all points are one answer, as old clients expect; with it, pages. */
export const metricGetHistory: MlflowRoute = {
	method: 'GET',
	path: '/mlflow/metrics/get-history',
	permission: 'run:read',
	audit: 'read',
	handle: async ({ ctx, place }, fields) => {
		const wanted = { ...place, runId: readRunId(fields), key: fields.requiredText('metric_key') };
		const limit = readLimit(fields, Number.MAX_SAFE_INTEGER);
		const page = await getMetricHistory(ctx, {
			...wanted,
			pageToken: fields.text('page_token') || undefined,
			limit: limit === undefined ? undefined : Math.min(limit, RUN_LIMITS.metricHistoryPage),
		});
		const points = [...page.points];
		let next = page.nextPageToken;
		while (limit === undefined && next) {
			const more = await getMetricHistory(ctx, { ...wanted, pageToken: next });
			points.push(...more.points);
			next = more.nextPageToken;
		}
		return { metrics: some(points.map(metricMessage)), next_page_token: next ?? undefined };
	},
};
