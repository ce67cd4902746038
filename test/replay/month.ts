import { setTimeout as sleep } from 'node:timers/promises';
import { TASK_QUEUE } from '@interlock/contracts/process';
import type { Database } from '@interlock/db';
import type { UserActor } from '@interlock/domain/access';
import type { ServiceContext } from '@interlock/services/access';
import { startDispatcher } from '@interlock/temporal';
import { as, cacheDir } from '@interlock/testkit';
import { IllegalStateError, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { makeScene, passGates, type Scene } from '../../packages/services/src/change/test-fixture.ts';
import { createActivities } from '../../workers/control/src/activities/index.ts';
import { skippedTime, type SkippedTime } from './skipped-time.ts';
import { workflowBundle } from '../../workers/control/src/workflow-bundle.ts';

const DAY_MS = 86_400_000;

/** When the worker is killed: after the effect of an activity, before its answer arrives; and while a process waits. */
export interface Kills {
	/** Asked after each call of an activity has done what it does. */
	after(activity: string, call: number): boolean;
	/** While everything waits, every second day. */
	waiting: boolean;
}

export interface Month {
	scene: Scene;
	/** When it began. */
	startMs: number;
	/** Lets time pass until so many days after the beginning, with everything that is due meanwhile done. */
	until(day: number): Promise<void>;
	/** The context of somebody who entered their password just now. */
	present(ctx: ServiceContext): Promise<ServiceContext>;
	/** Lets what was just done arrive at its processes. */
	settle(): Promise<void>;
	/** While true, evaluations fail. */
	evaluation: { fails: boolean };
	/** The activities after whose effect the worker was killed, and how often it was killed while waiting. */
	killed: { after: string[]; waiting: number };
	stop(): Promise<void>;
}

/** For tests: a scene with the real services and processes on the real database, in skipped time with one clock for all. */
export async function startMonth(db: Database, kills: Kills): Promise<Month> {
	quietRuntime();
	const time = await skippedTime();
	const scene = await makeScene(db);
	const evaluation = { fails: false };
	const killed: Month['killed'] = { after: [], waiting: 0 };
	let working = 0;
	let restarting: Promise<void> = Promise.resolve();
	const real = createActivities({ ...scene.maya, publicUrl: 'http://127.0.0.1', now: () => new Date(scene.clock.nowMs) });
	const doing = { ...real, evaluateRevision: evaluate(scene, evaluation), readRollout: noRollout };
	const calls: Record<string, number> = {};
	const activities = Object.fromEntries(
		Object.entries(doing).map(([name, act]) => [
			name,
			async (input: never) => {
				working += 1;
				try {
					const answer: unknown = await act(input);
					calls[name] = (calls[name] ?? 0) + 1;
					if (!kills.after(name, calls[name])) return answer;
					killed.after.push(name);
					restarting = restarting.then(restart);
					throw new Error('killed before it could answer');
				} finally {
					working -= 1;
				}
			},
		]),
	);
	let stopWorker = await startWorker(time, activities, scene);
	async function restart() {
		await stopWorker();
		stopWorker = await startWorker(time, activities, scene);
	}
	const stopDispatcher = await startDispatcher(db, time.client, { info: () => {}, warn: () => {} });
	const startMs = await time.nowMs();
	scene.clock.nowMs = startMs;

	async function settle() {
		for (let quiet = 0; quiet < 6; quiet += 1) {
			const [row] = await db.sql<{ n: number }[]>`select count(*)::int as n from process_command`;
			if (working > 0 || (row?.n ?? 0) > 0) quiet = -1;
			await restarting;
			await sleep(50);
		}
		scene.clock.nowMs = await time.nowMs();
	}
	return {
		scene,
		startMs,
		evaluation,
		killed,
		settle,
		until: async (day) => {
			await settle();
			const goalMs = startMs + day * DAY_MS;
			while (scene.clock.nowMs < goalMs) {
				if (kills.waiting) {
					restarting = restarting.then(restart);
					await restarting;
					killed.waiting += 1;
				}
				await time.skip(Math.min(kills.waiting ? 2 * DAY_MS : Number.MAX_SAFE_INTEGER, goalMs - scene.clock.nowMs));
				await settle();
			}
		},
		present: async (ctx) => {
			scene.clock.nowMs = await time.nowMs();
			return as(ctx, { ...(ctx.actor as UserActor), auth: { atMs: scene.clock.nowMs, strength: 'password' } });
		},
		stop: async () => {
			await stopDispatcher();
			await stopWorker();
		},
	};
}

/** One runtime serves every worker of the file; it goes when the last of them ends, so that the next month may have to make it again. */
function quietRuntime(): void {
	const nothing = () => {};
	try {
		Runtime.install({ logger: { log: nothing, trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing } });
	} catch (error) {
		if (!(error instanceof IllegalStateError)) throw error;
	}
}

/** The heavy activity, which isn't about time: every gate passes, or the evaluation fails. */
function evaluate(scene: Scene, evaluation: Month['evaluation']) {
	return async (input: { changeId: string; revision: number }) => {
		if (!evaluation.fails) await passGates(scene, input.changeId, input.revision);
		else
			await scene.db.sql`update revision set evaluation = 'failed', evaluation_error = 'row 7: boom'
				where change_id = ${input.changeId} and number = ${input.revision}`;
		return { evaluation: 'finished' as const, rowsScored: 0, blocks: 0 };
	};
}

/** No inference server is here to roll anything out: the test ends rollouts itself. */
async function noRollout() {
	return { open: false, paused: false, index: 0, weighted: false, acknowledged: false, complete: false, lookEveryMs: 1_000 };
}

async function startWorker(time: SkippedTime, activities: object, scene: Scene): Promise<() => Promise<void>> {
	const connection = await NativeConnection.connect({ address: time.address });
	const worker = await Worker.create({
		connection,
		namespace: 'default',
		taskQueue: TASK_QUEUE,
		workflowBundle: { codePath: await workflowBundle(cacheDir()) },
		activities,
		shutdownGraceTime: '1 second',
		// Nothing waits for a dead worker's cache; and every step of a process is replayed from its history.
		maxCachedWorkflows: 0,
		interceptors: {
			activity: [
				(ctx) => ({
					inbound: {
						// One clock: what an activity does, it does at the server's time. It stands still meanwhile.
						execute: (input, next) => {
							scene.clock.nowMs = Math.max(scene.clock.nowMs, ctx.info.currentAttemptScheduledTimestampMs);
							return next(input);
						},
					},
				}),
			],
		},
	});
	const ended = worker.run();
	return async () => {
		worker.shutdown();
		await ended;
		await connection.close();
	};
}
