import { updateRun } from '@interlock/services/run';
import { readRunStatus } from '../wire/enums.ts';
import { runInfoMessage } from '../wire/messages.ts';
import { readRunId } from '../wire/paging.ts';
import type { MlflowRoute } from '../wire/route.ts';

export const runUpdate: MlflowRoute = {
	method: 'POST',
	path: '/mlflow/runs/update',
	permission: 'run:write',
	audit: 'entry',
	handle: async ({ ctx, place }, fields) => {
		const runId = readRunId(fields);
		const info = await updateRun(ctx, {
			...place,
			runId,
			status: readRunStatus(fields),
			endedAtMs: fields.integer('end_time'),
			name: fields.text('run_name') || undefined,
		});
		return { run_info: runInfoMessage(info) };
	},
};
