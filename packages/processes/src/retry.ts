import type { ActivityOptions } from '@temporalio/common';

// Retry classes by name; no process relies on Temporal's defaults.

/** A transaction or a short read: tried until it works. */
export const db: ActivityOptions = {
	startToCloseTimeout: '15 seconds',
	retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '30 seconds' },
};

/** Longer work on data, such as scoring a month. */
export const io: ActivityOptions = {
	startToCloseTimeout: '10 minutes',
	scheduleToCloseTimeout: '8 hours',
	retry: { initialInterval: '2 seconds', backoffCoefficient: 2, maximumInterval: '2 minutes' },
};

/** What must happen whatever comes: rollback, release. */
export const mustHappen: ActivityOptions = {
	startToCloseTimeout: '30 seconds',
	retry: { initialInterval: '500 milliseconds', backoffCoefficient: 2, maximumInterval: '10 seconds' },
};
