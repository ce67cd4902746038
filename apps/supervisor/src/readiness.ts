import { setTimeout as sleep } from 'node:timers/promises';
import { readLog } from './log-file.ts';

/** How a part says that it is ready. */
export type Readiness = { kind: 'http'; url: string } | { kind: 'line' } | { kind: 'at-once' };

export interface ReadinessProbe {
	readiness: Readiness;
	logFile: string;
	/** Where this life's lines begin. */
	logFromByte: number;
	timeoutMs: number;
	/** Ends the probing when the part's life is over. */
	signal: AbortSignal;
}

/** Resolves when the part answers its health address, or has logged `{"msg":"ready"}`. Rejects after `timeoutMs`; never settles once aborted. */
export async function untilReady({ readiness, logFile, logFromByte, timeoutMs, signal }: ReadinessProbe): Promise<void> {
	const until = Date.now() + timeoutMs;
	while (!signal.aborted) {
		if (readiness.kind === 'at-once') return;
		if (readiness.kind === 'http' ? await answers(readiness.url) : saidReady(readLog(logFile, logFromByte))) return;
		if (Date.now() > until) throw new Error(`not ready after ${Math.round(timeoutMs / 1000)} s`);
		await sleep(100);
	}
	await new Promise<never>(() => {});
}

async function answers(url: string): Promise<boolean> {
	try {
		const response = await fetch(url, { signal: AbortSignal.timeout(3_000), redirect: 'manual' });
		await response.body?.cancel();
		return response.status < 500;
	} catch {
		return false;
	}
}

function saidReady(text: string): boolean {
	return /"msg":\s*"ready"/.test(text);
}
