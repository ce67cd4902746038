import { createRun } from '@interlock/services/run';
import { readPairs, runMessage } from '../wire/messages.ts';
import type { MlflowRoute } from '../wire/route.ts';

export const runCreate: MlflowRoute = {
	method: 'POST',
	path: '/mlflow/runs/create',
	permission: 'run:write',
	audit: 'entry',
	handle: async ({ ctx, place }, fields) => ({
		run: runMessage(
			await createRun(ctx, {
				...place,
				experimentId: fields.text('experiment_id') || '0',
				userLabel: fields.text('user_id') ?? '',
				name: fields.text('run_name') || undefined,
				startedAtMs: fields.integer('start_time'),
				tags: readPairs(fields, 'tags'),
			}),
		),
	}),
};
