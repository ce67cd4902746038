import { setTimeout as sleep } from 'node:timers/promises';
import type { ProcessExit } from '@interlock/db/embedded';
import type { PartState } from './instance-state.ts';
import type { Part, RunningPart } from './part.ts';
import { seconds } from './say.ts';

export interface WatchHooks {
	say(text: string): void;
	/** Called at each turn of the part's life. */
	changed(state: PartState): void;
}

export interface WatchedPart {
	/** Resolves when it was ready for the first time; rejects when it never gets there. */
	ready: Promise<void>;
	stop(graceMs: number): Promise<void>;
}

const FIRST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 15_000;
/** Ready for that long, its earlier failures are forgotten. */
const SETTLED_MS = 30_000;
const TRIES_BEFORE_FIRST_READY = 4;
/** How often a part that should do its work and end may end badly by itself. */
const TRIES_UNTIL_DONE = 3;

/** Starts a part and starts it again, after growing pauses, whenever it ends. Says each restart in one line. */
export function watchPart(part: Part, hooks: WatchHooks): WatchedPart {
	const halt = new AbortController();
	const firstReady = Promise.withResolvers<void>();
	let starting: Promise<RunningPart> | null = null;
	let failures = 0;
	let restarts = 0;
	let wasReady = false;
	let ownFailures = 0;

	const live = async (): Promise<string | null> => {
		const begunMs = Date.now();
		starting = part.start();
		const running = await starting;
		const report = (state: PartState['state']) => hooks.changed({ state, pid: running.pid, port: running.port, restarts, lastError: null });
		report('starting');
		const early = await Promise.race([running.ready.then(() => null), running.exited]);
		if (early === null) {
			const turn = part.restart === 'until-done' ? 'has begun' : `is ${wasReady ? 'back' : 'ready'} (${seconds(Date.now() - begunMs)})`;
			hooks.say(`  ${part.label} ${turn}`);
			wasReady = true;
			report('ready');
			firstReady.resolve();
		}
		const readyMs = Date.now();
		const exit = early ?? (await running.exited);
		if (early === null && Date.now() - readyMs > SETTLED_MS) failures = 0;
		if (part.restart === 'until-done' && exit.code === 0) return null;
		if (exit.signal === null) ownFailures += 1;
		const complaint = exit.signal === null ? running.lastError() : null;
		return `${part.label} ended (${nameOf(exit)})${complaint ? `: ${complaint}` : ''}`;
	};

	const run = async () => {
		while (!halt.signal.aborted) {
			const ending = await live().catch(async (error: unknown) => {
				await starting?.then((running) => running.stop(1_000)).catch(() => {});
				return `${part.label} did not start: ${error instanceof Error ? error.message : String(error)}`;
			});
			if (halt.signal.aborted) break;
			if (ending === null) return 'done' as const;
			failures += 1;
			restarts += 1;
			const hopeless = part.restart === 'until-done' && ownFailures >= TRIES_UNTIL_DONE;
			if (hopeless) hooks.say(`  ${ending}. It is not started again before the next start.`);
			if (hopeless || (!wasReady && failures >= TRIES_BEFORE_FIRST_READY)) {
				firstReady.reject(new Error(ending));
				hooks.changed({ state: 'failed', pid: null, port: null, restarts, lastError: ending });
				return 'failed' as const;
			}
			const delayMs = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (failures - 1));
			hooks.changed({ state: 'restarting', pid: null, port: null, restarts, lastError: ending });
			hooks.say(`  ${ending}. Starting it again in ${seconds(delayMs)}.`);
			await sleep(delayMs, undefined, { signal: halt.signal }).catch(() => {});
		}
		return 'stopped' as const;
	};

	const ended = run();
	void ended.then((how) => {
		if (how !== 'failed') hooks.changed({ state: how, pid: null, port: null, restarts, lastError: null });
	});
	firstReady.promise.catch(() => {});
	return {
		ready: firstReady.promise,
		stop: async (graceMs) => {
			halt.abort();
			await starting?.then((running) => running.stop(graceMs)).catch(() => {});
			await ended;
		},
	};
}

function nameOf(exit: ProcessExit): string {
	if (exit.signal !== null) return `signal ${exit.signal}`;
	return exit.code === null ? 'it is gone' : `exit code ${exit.code}`;
}
