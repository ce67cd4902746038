import type { Logger } from 'pino';

export interface ShadowQueue {
	/** Does the work later, in a turn of its own. False = too much waits: not taken, and counted. */
	add(sizeBytes: number, work: () => Promise<void>): boolean;
	counts(): { pending: number; dropped: number };
	idle(): Promise<void>;
}

const MAX_WAITING_BYTES = 64 * 1024 * 1024;

/** Shadow versions are scored one request after the other, each in a turn of its own, so that an answer never waits for more than one of them. */
export function createShadowQueue(logger: Logger): ShadowQueue {
	const waiting: { sizeBytes: number; work: () => Promise<void> }[] = [];
	let waitingBytes = 0;
	let pending = 0;
	let dropped = 0;
	let working: Promise<void> | null = null;

	async function workOff(): Promise<void> {
		for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
			await new Promise((resolve) => setImmediate(resolve));
			await next.work().catch((error: unknown) => logger.error({ error: String(error) }, 'shadow scoring failed'));
			waitingBytes -= next.sizeBytes;
			pending--;
		}
		working = null;
	}

	return {
		add: (sizeBytes, work) => {
			if (waitingBytes + sizeBytes > MAX_WAITING_BYTES) {
				dropped++;
				return false;
			}
			waitingBytes += sizeBytes;
			pending++;
			waiting.push({ sizeBytes, work });
			working ??= workOff();
			return true;
		},
		counts: () => ({ pending, dropped }),
		idle: async () => {
			await working;
		},
	};
}
