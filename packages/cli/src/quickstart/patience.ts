import { setTimeout as sleep } from 'node:timers/promises';
import { RestError } from '../rest.ts';

const EVERY_MS = 500;

/** Does it until it works: parts may be restarting. A refusal (4xx) is final. */
export async function patiently<T>(work: () => Promise<T>): Promise<T> {
	for (let pauseMs = EVERY_MS; ; pauseMs = Math.min(pauseMs * 1.5, 5_000)) {
		try {
			return await work();
		} catch (error) {
			if (error instanceof RestError && error.status < 500) throw error;
			await sleep(pauseMs);
		}
	}
}

/** Asks until the answer is more than undefined. Throws after `limitMs`, saying what it waited for. */
export async function until<T>(what: string, limitMs: number, ask: () => Promise<T | undefined>): Promise<T> {
	const deadlineMs = Date.now() + limitMs;
	for (;;) {
		const answer = await patiently(ask);
		if (answer !== undefined) return answer;
		if (Date.now() > deadlineMs) throw new Error(`waited ${Math.round(limitMs / 1000)} s for ${what}`);
		await sleep(EVERY_MS);
	}
}
