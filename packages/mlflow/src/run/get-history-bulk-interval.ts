import { DomainError } from '@interlock/domain/error';
import { RUN_LIMITS } from '@interlock/domain/run';
import { getMetricCurves } from '@interlock/services/run';
import { metricMessage, some } from '../wire/messages.ts';
import { readLimit } from '../wire/paging.ts';
import type { MlflowRoute } from '../wire/route.ts';

const MOST_RUNS = 100;

/** Thinned curves of one metric of several runs, for charts. */
export const metricGetHistoryBulkInterval: MlflowRoute = {
	method: 'GET',
	path: '/mlflow/metrics/get-history-bulk-interval',
	permission: 'run:read',
	audit: 'read',
	handle: async ({ ctx, place }, fields) => {
		const runIds = fields.texts('run_ids');
		if (runIds.length === 0) fields.missing('run_ids');
		if (runIds.length > MOST_RUNS)
			throw new DomainError(
				'invalid',
				`GetMetricHistoryBulkInterval request must specify at most ${MOST_RUNS} run_ids. Received ${runIds.length} run_ids. See the API docs for more information about request parameters.`,
				{ field: 'run_ids', value: runIds.length },
			);
		const key = fields.requiredText('metric_key');
		const [fromStep, toStep] = [fields.integer('start_step'), fields.integer('end_step')];
		if ((fromStep === undefined) !== (toStep === undefined))
			throw new DomainError('invalid', 'If either start step or end step are specified, both must be specified.', { field: 'start_step' });
		if (fromStep !== undefined && toStep !== undefined && fromStep > toStep)
			throw new DomainError('invalid', `end_step must be greater than start_step. Found start_step=${fromStep} and end_step=${toStep}.`, {
				field: 'end_step',
				value: toStep,
			});
		const points = Math.max(4, readLimit(fields, RUN_LIMITS.chartPoints) ?? RUN_LIMITS.chartPoints);
		const metrics = [];
		for (const runId of runIds) {
			const [curve] = await getMetricCurves(ctx, { ...place, runId, keys: [key], points, fromStep, toStep });
			metrics.push(...(curve?.points ?? []).map((point) => ({ ...metricMessage({ ...point, key }), run_id: runId })));
		}
		return { metrics: some(metrics) };
	},
};
