import { logMetric } from '@interlock/services/run';
import { readRunId } from '../wire/paging.ts';
import type { MlflowRoute } from '../wire/route.ts';

export const runLogMetric: MlflowRoute = {
	method: 'POST',
	path: '/mlflow/runs/log-metric',
	permission: 'run:write',
	audit: 'perRun',
	handle: async ({ ctx, place }, fields) => {
		const runId = readRunId(fields);
		const key = fields.requiredText('key');
		const value = fields.number('value') ?? fields.missing('value');
		await logMetric(ctx, {
			...place,
			runId,
			key,
			value,
			timestampMs: fields.integer('timestamp') ?? fields.missing('timestamp'),
			step: fields.integer('step') ?? 0,
		});
		return {};
	},
};
