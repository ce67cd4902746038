import type { RunActivities } from '@interlock/contracts/process';
import { advanceRun } from '@interlock/services/training';
import { type ActivityDeps, processContext } from '../process-context.ts';
import { orgOf } from './org-of.ts';

export function runActivities(deps: ActivityDeps): RunActivities {
	return {
		advanceRun: async ({ runId }) => advanceRun(processContext(deps, 'run', `run/${runId}`, await orgOf(deps, 'run', runId)), runId),
	};
}
