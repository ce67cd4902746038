import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeHome } from '@interlock/testkit/stack';
import { afterAll, describe, expect, test } from 'vitest';
import { canonicalState } from './canonical-state.ts';
import { KILLS, killThemAll } from './kills.ts';
import { type Job, startMainJob } from './main-job.ts';
import { outsideEffects } from './outside-effects.ts';

// Cut short in `npm test` (to the first version live); whole with `npm run crash`.
const UNTIL = process.env.INTERLOCK_CRASH === 'whole' ? undefined : 'approve and roll out first version';
const END = UNTIL ? 'complete' : 'waiting-for-review';
const say = (line: string) => process.stdout.write(`  ${line}\n`);

describe('a main job in which every part is killed inside an open step', () => {
	const homes: string[] = [];
	const home = async () => {
		const folder = await mkdtemp(join(tmpdir(), 'interlock-crash-'));
		homes.push(folder);
		return folder;
	};
	afterAll(async () => {
		for (const folder of homes) await removeHome(folder);
	});

	test('ends where the unbroken one ends, and nothing happened twice', { timeout: 30 * 60_000 }, async () => {
		const unbroken = await runUnbroken(await home());
		const broken = await runBroken(await home());
		expect(broken.killed.map((k) => k.part).sort()).toEqual(KILLS.map((k) => k.part).sort());
		expect(broken.effects).toEqual({
			attemptsNotSpawnedOnce: 0,
			weightsNotAcknowledged: 0,
			weightsWrittenTwice: 0,
			changesOpenedTwice: 0,
			predictionsAnsweredTwice: 0,
			metricPointsDoubled: 0,
			auditBroken: null,
		});
		expect(broken.state).toEqual(unbroken);
	});

	async function runUnbroken(folder: string): Promise<string[]> {
		const job = await startMainJob({ home: folder, until: UNTIL });
		try {
			await job.reach(END);
			return await settled(job);
		} finally {
			await close(job);
		}
	}

	async function runBroken(folder: string) {
		let job = await startMainJob({ home: folder, until: UNTIL });
		try {
			const stop = new AbortController();
			const killing = killThemAll(job.stack, job.db, stop.signal, say);
			const killed = await Promise.race([killing, job.reach(END).then(() => null)]);
			stop.abort();
			const all = killed ?? (await killing);
			if (killed) await job.reach(END);
			job = await killSupervisor(job, folder);
			await job.reach(END);
			return { killed: all, state: await settled(job), effects: await outsideEffects(job.db) };
		} finally {
			await close(job);
		}
	}

	/** The supervisor itself: killed, its children are left; the next start takes over. */
	async function killSupervisor(job: Job, folder: string): Promise<Job> {
		const { pid } = job.stack.supervisor;
		await job.db.close();
		job.stack.supervisor.kill('SIGKILL');
		say(`killed the supervisor (${pid})`);
		const port = Number(new URL(job.stack.url).port);
		const inferencePort = Number(new URL(job.stack.inferenceUrl).port);
		return startMainJob({ home: folder, until: UNTIL, port, inferencePort });
	}
});

/** The state once the outbox is empty and everything is sealed. */
async function settled(job: Job): Promise<string[]> {
	for (let tries = 0; tries < 200; tries++) {
		const [left] = await job.db.sql<{ n: number }[]>`select (select count(*) from process_command)::int + (select count(*) from audit_outbox)::int as n`;
		if (left?.n === 0) break;
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	return canonicalState(job.db);
}

async function close(job: Job): Promise<void> {
	await job.db.close().catch(() => {});
	await job.stack.stop();
}
