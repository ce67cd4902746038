import { TASK_QUEUE, WORKFLOW_TYPES } from '@interlock/contracts/process';
import { type Client, ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';

const SCHEDULE_ID = 'monitor/sweep';

/** Creates the schedule that sweeps marked windows, or brings it up to date; called at each start. One sweep at a time, missed ones are not caught up. */
export async function ensureMonitorSchedule(client: Client, everyMs = 30_000): Promise<void> {
	const options = {
		spec: { intervals: [{ every: everyMs }] },
		policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '10 minutes' as const },
		action: {
			type: 'startWorkflow' as const,
			workflowType: WORKFLOW_TYPES['monitor-sweep'],
			taskQueue: TASK_QUEUE,
			workflowId: SCHEDULE_ID,
			args: [{ endpointId: null }],
		},
	};
	try {
		await client.schedule.create({ scheduleId: SCHEDULE_ID, ...options });
	} catch (error) {
		if (!(error instanceof ScheduleAlreadyRunning)) throw error;
		await client.schedule.getHandle(SCHEDULE_ID).update((previous) => ({ ...previous, ...options }));
	}
}
