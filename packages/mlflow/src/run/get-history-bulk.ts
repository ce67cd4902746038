import { DomainError } from '@interlock/domain/error';
import { RUN_LIMITS } from '@interlock/domain/run';
import { getMetricHistory } from '@interlock/services/run';
import { metricMessage } from '../wire/messages.ts';
import { readLimit } from '../wire/paging.ts';
import type { MlflowRoute } from '../wire/route.ts';

const MOST_RUNS = 100;

/** Every point of one metric of several runs, run after run; 25,000 in all at most. */
export const metricGetHistoryBulk: MlflowRoute = {
	method: 'GET',
	path: '/mlflow/metrics/get-history-bulk',
	permission: 'run:read',
	audit: 'read',
	handle: async ({ ctx, place }, fields) => {
		const runIds = fields.texts('run_id');
		const refuse = (sentence: string, field: string) => new DomainError('invalid', `GetMetricHistoryBulk request ${sentence}`, { field });
		if (runIds.length === 0) throw refuse('must specify at least one run_id.', 'run_id');
		if (runIds.length > MOST_RUNS) throw refuse(`cannot specify more than ${MOST_RUNS} run_ids. Received ${runIds.length} run_ids.`, 'run_id');
		const key = fields.text('metric_key');
		if (key === undefined) throw refuse('must specify a metric_key.', 'metric_key');
		const most = Math.min(readLimit(fields, Number.MAX_SAFE_INTEGER) ?? RUN_LIMITS.metricHistoryPage, RUN_LIMITS.metricHistoryPage);
		const metrics: object[] = [];
		for (const runId of [...runIds].sort()) {
			if (metrics.length >= most) break;
			const { points } = await getMetricHistory(ctx, { ...place, runId, key, limit: most - metrics.length });
			metrics.push(...points.map((point) => ({ ...metricMessage(point), run_id: runId })));
		}
		return { metrics };
	},
};
