import { connectDatabase, type Database } from '@interlock/db';
import { type Stack, type StackOptions, startStack } from '@interlock/testkit/stack';
import { pause } from './kills.ts';

const LIMIT_MS = 20 * 60_000;

interface Status {
	quickstart: {
		state: 'running' | 'waiting-for-review' | 'complete' | 'failed';
		reason?: string;
		steps: { name: string; state: string; figures: Record<string, unknown> }[];
	} | null;
}

export interface Job {
	stack: Stack;
	db: Database;
	/** Waits until the quickstart has one of these states. Throws when it failed. */
	reach(...states: string[]): Promise<Status>;
}

/** Starts an instance that runs the main job, whole or until a step. */
export async function startMainJob(options: StackOptions & { until?: string }): Promise<Job> {
	const env = { ...options.env, ...(options.until ? { INTERLOCK_QUICKSTART_UNTIL: options.until } : {}) };
	const stack = await startStack({ ...options, env, quickstart: true });
	const db = await connectDatabase(await stack.databaseUrl(), { max: 4, name: 'crash test' });
	return { stack, db, reach: (...states) => reach(stack.url, states) };
}

export async function reach(url: string, states: string[]): Promise<Status> {
	const deadlineMs = Date.now() + LIMIT_MS;
	for (;;) {
		const status = await fetch(`${url}/api/v1/status`, { signal: AbortSignal.timeout(5_000) }).then(
			(answer) => answer.json() as Promise<Status>,
			() => null,
		);
		const state = status?.quickstart?.state;
		if (status && state && states.includes(state)) return status;
		if (state === 'failed') throw new Error(`the main job failed: ${status?.quickstart?.reason ?? 'no reason given'}`);
		if (Date.now() > deadlineMs) throw new Error(`the main job did not reach ${states.join(' or ')}: ${JSON.stringify(status)}`);
		await pause(500);
	}
}
