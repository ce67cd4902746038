import { condition, defineSignal, setHandler } from '@temporalio/workflow';

/** The one signal of every process: something about your row may have changed; it carries nothing. */
export const doorbellSignal = defineSignal('doorbell');

export interface Doorbell {
	/** Rings heard so far. */
	heard(): number;
	/** Waits until it rang after `seen` rings, or for `waitMs`. */
	waitAfter(seen: number, waitMs: number): Promise<void>;
}

/** Listens to the doorbell from now on; a ring while the process is busy is not lost. */
export function listenToDoorbell(): Doorbell {
	let rings = 0;
	setHandler(doorbellSignal, () => {
		rings += 1;
	});
	return {
		heard: () => rings,
		waitAfter: async (seen, waitMs) => {
			await condition(() => rings > seen, waitMs);
		},
	};
}
