import { logBatch } from '@interlock/services/run';
import { readPairs } from '../wire/messages.ts';
import { readRunId } from '../wire/paging.ts';
import type { MlflowRoute } from '../wire/route.ts';

export const runLogBatch: MlflowRoute = {
	method: 'POST',
	path: '/mlflow/runs/log-batch',
	permission: 'run:write',
	audit: 'perRun',
	handle: async ({ ctx, place }, fields) => {
		const runId = readRunId(fields);
		const metrics = fields.messages('metrics').map((metric) => ({
			key: metric.requiredText('key'),
			value: metric.number('value') ?? metric.missing('value'),
			timestampMs: metric.integer('timestamp') ?? metric.missing('timestamp'),
			step: metric.integer('step') ?? 0,
		}));
		await logBatch(ctx, { ...place, runId, metrics, params: readPairs(fields, 'params'), tags: readPairs(fields, 'tags') });
		return {};
	},
};
