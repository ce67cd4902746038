import type { MonitorActivities } from '@interlock/contracts/process';
import { ActivityFailure, log, proxyActivities } from '@temporalio/workflow';
import { listenToDoorbell } from './doorbell.ts';
import { db, io } from './retry.ts';

const { listDirtyWindows } = proxyActivities<MonitorActivities>(db);
/** A window that can't be judged stays marked and is tried again by the next sweep; it must not hold up the others. */
const { monitorWindow } = proxyActivities<MonitorActivities>({ ...io, retry: { ...io.retry, maximumAttempts: 3 } });

/**
 * Judges every window that got predictions or labels, one after the other: of one endpoint when a person asked, of all on the schedule.
 * Rung meanwhile, it looks once more before it ends.
 */
export async function monitorSweepProcess(input: { endpointId: string | null }): Promise<number> {
	const doorbell = listenToDoorbell();
	let judged = 0;
	for (;;) {
		const heard = doorbell.heard();
		for (const window of await listDirtyWindows(input)) {
			try {
				await monitorWindow(window);
				judged += 1;
			} catch (error) {
				if (!(error instanceof ActivityFailure)) throw error;
				log.warn('a window could not be judged', { ...window, error: error.message });
			}
		}
		if (doorbell.heard() === heard) return judged;
	}
}
