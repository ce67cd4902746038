import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { type FrontDoor, FrontDoorRefusal } from './front-door.ts';
import type { PredictionLog } from './prediction-log.ts';

export interface Shipper {
	/** Sends what is left for at most `graceMs`, then stops; the rest stays on disk for the next start. */
	stop(graceMs: number): Promise<void>;
}

const IDLE_MS = 100;
const SEGMENT_AGE_MS = 250;
const FIRST_BACKOFF_MS = 250;
const MAX_BACKOFF_MS = 10_000;

/** Answers that will be the same however often the batch is sent. */
const NEVER_TAKEN = new Set([400, 413, 422]);

/** Sends the prediction log to the front door, oldest segment first, for as long as it takes. */
export function shipPredictions(log: PredictionLog, frontDoor: Pick<FrontDoor, 'sendPredictions'>, serverId: string, logger: Logger): Shipper {
	const stopping = new AbortController();
	const pause = (ms: number) => wait(ms, undefined, { signal: stopping.signal }).catch(() => undefined);

	async function shipOldest(minAgeMs: number): Promise<boolean> {
		const segment = log.oldest(minAgeMs);
		if (segment === null) return false;
		try {
			const predictions = log.read(segment);
			if (predictions.length > 0) await frontDoor.sendPredictions({ serverId, batchId: segment.batchId, predictions });
			log.remove(segment);
		} catch (error) {
			if (!(error instanceof FrontDoorRefusal && NEVER_TAKEN.has(error.status))) throw error;
			logger.error({ batchId: segment.batchId, rows: segment.rows, error: error.message }, 'prediction batch refused, set aside');
			log.setAside(segment);
		}
		return true;
	}

	async function ship(): Promise<void> {
		let backoffMs = 0;
		while (!stopping.signal.aborted) {
			try {
				if (!(await shipOldest(SEGMENT_AGE_MS))) await pause(IDLE_MS);
				backoffMs = 0;
			} catch (error) {
				if (backoffMs === 0) logger.warn({ error: String(error) }, 'predictions not shipped, kept on disk');
				backoffMs = Math.min(MAX_BACKOFF_MS, Math.max(FIRST_BACKOFF_MS, backoffMs * 2));
				await pause(backoffMs * (0.75 + Math.random() / 2));
			}
		}
	}

	const shipping = ship();
	return {
		stop: async (graceMs) => {
			const untilMs = Date.now() + graceMs;
			stopping.abort();
			await Promise.race([shipping, wait(graceMs)]);
			while (Date.now() < untilMs) {
				const isMore = await Promise.race([shipOldest(0), wait(untilMs - Date.now(), false)]).catch(() => false);
				if (!isMore) return;
			}
		},
	};
}
