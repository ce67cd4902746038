import type { MonitorActivities } from '@interlock/contracts/process';
import { listDirtyWindows, monitorWindow } from '@interlock/services/monitor';
import { type ActivityDeps, processContext } from '../process-context.ts';

export function monitorActivities(deps: ActivityDeps): MonitorActivities {
	return {
		listDirtyWindows: (input) => listDirtyWindows(deps.db, input),
		monitorWindow: async ({ orgId, endpointId, window }) => {
			const { outcome, triggerId } = await monitorWindow(processContext(deps, 'monitor', `monitor/${endpointId}`, orgId), { endpointId, window });
			return { outcome, triggerId };
		},
	};
}
