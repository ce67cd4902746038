import type { ActivityDeps } from '../process-context.ts';
import { changeActivities } from './change.ts';
import { evaluationActivities } from './evaluation.ts';
import { monitorActivities } from './monitor.ts';
import { retrainActivities } from './retrain.ts';
import { rolloutActivities } from './rollout.ts';
import { runActivities } from './run.ts';

/** All activities by name, as the processes' contracts list them. */
export function createActivities(deps: ActivityDeps) {
	return {
		...changeActivities(deps),
		...evaluationActivities(deps),
		...monitorActivities(deps),
		...retrainActivities(deps),
		...rolloutActivities(deps),
		...runActivities(deps),
	};
}
