import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheDir } from '@interlock/testkit/cache';
import { removeHome } from '@interlock/testkit/stack';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Door, doorOf, PLACE, until } from './doors.ts';
import { type Job, startMainJob } from './main-job.ts';

const ROOT = join(import.meta.dirname, '../..');
const run = promisify(execFile);

interface Facts {
	pid: number | null;
	attempts: number;
	spawned: number;
	routeSeq: number;
	steps: number;
	reviews: number;
	evaluations: number;
}

describe("Temporal's store is lost while a training, a review and a rollout are open", () => {
	let job: Job;
	let home: string;
	let author: Door;
	let reviewer: Door;
	let longRun: string;
	let openChange: number;
	let rollingChange: number;

	beforeAll(async () => {
		home = await mkdtemp(join(tmpdir(), 'interlock-rebuild-'));
		job = await startMainJob({ home, until: 'approve and roll out first version' });
		await job.reach('complete');
		const secrets = await job.stack.secrets();
		author = doorOf(job.stack, secrets.quickstartAuthorToken ?? '');
		reviewer = doorOf(job.stack, secrets.quickstartReviewerToken ?? '');
		await author.pushMonth(join(cacheDir(), 'quickstart-months/flights-2013-03.parquet'), '2013-03');
		const second = await trained('second', {});
		const third = await trained('third', { leaves: 40 });
		rollingChange = await proposed(second, 'Rolls out');
		await approve(rollingChange);
		openChange = await proposed(third, 'Waits for people');
		longRun = await started('long', { trees: 30_000 });
		await until('the long training to run', async () => ((await facts()).pid ? true : undefined));
	}, 600_000);

	afterAll(async () => {
		await job?.db.close().catch(() => {});
		await job?.stack.stop();
		await removeHome(home);
	});

	test('rebuild puts all three back on their rows: same training process, nothing done again, approvals and weights as they were', {
		timeout: 600_000,
	}, async () => {
		await author.call('POST', `${PLACE}/changes/${openChange}/comments`, { body: 'Still looking' });
		const before = await facts();
		const temporal = await job.stack.pidOf('temporal');
		process.kill(temporal, 'SIGKILL');
		for (const file of await readdir(join(home, 'temporal'))) if (file.includes('.db')) await rm(join(home, 'temporal', file));
		await until('a new Temporal', async () => ((await job.stack.pidOf('temporal')) !== temporal ? true : undefined));
		const { stdout } = await until('the rebuild', () => interlock('processes', 'rebuild', '--json'));
		expect(JSON.parse(stdout)).toMatchObject({ runs: 1, changes: 2, rollouts: 1 });
		await until('the outbox to be sent', async () => ((await job.db.sql`select 1 from process_command`).length === 0 ? true : undefined));

		const after = await facts();
		expect(after).toEqual({ ...before, pid: before.pid });

		await author.call('POST', `${PLACE}/runs/${longRun}/cancel`);
		await until('the training to be cancelled by its rebuilt process', async () => ((await stateOfRun(longRun)) === 'KILLED' ? true : undefined));
		await reviewer.call('POST', `${PLACE}/changes/${openChange}/reviews`, { verdict: 'comment', body: 'Seen', digest: await digestOf(openChange) });
		await author.call('POST', `${PLACE}/changes/${openChange}/close`, { reason: 'not needed' });
		const [row] = await job.db.sql<{ attempts: number }[]>`select count(*)::int as attempts from attempt a join run r on r.id = a.run_id where r.name = 'long'`;
		expect(row?.attempts).toBe(1);
		await expect(async () => process.kill(before.pid ?? 0, 0)).rejects.toThrow('ESRCH');
	});

	async function started(name: string, parameters: Record<string, number>): Promise<string> {
		const datasets = [
			{ name: 'nyc-flights', period: '2013-01' },
			{ name: 'nyc-flights', period: '2013-02' },
			{ name: 'nyc-flights', period: '2013-03', role: 'holdout' },
		];
		const { runId } = await author.call<{ runId: string }>('POST', `${PLACE}/runs`, {
			template: 'nyc-flights',
			name,
			parameters,
			datasets,
			model: 'arrival-delay',
		});
		return runId;
	}

	async function trained(name: string, parameters: Record<string, number>): Promise<string> {
		const runId = await started(name, parameters);
		await until(`${name} to be trained`, async () => ((await stateOfRun(runId)) === 'FINISHED' ? true : undefined));
		return runId;
	}

	async function stateOfRun(runId: string): Promise<string> {
		return (await author.call<{ status: string }>('GET', `${PLACE}/runs/${runId}`)).status;
	}

	async function proposed(runId: string, title: string): Promise<number> {
		const { number } = await author.call<{ number: number }>('POST', `${PLACE}/changes`, { endpoint: 'arrival-delay', run: runId, title });
		await until(`#${number} to be evaluated`, async () => {
			const change = await author.call<{ revision: { evaluation: string } }>('GET', `${PLACE}/changes/${number}`);
			return change.revision.evaluation === 'finished' ? true : undefined;
		});
		return number;
	}

	async function digestOf(number: number): Promise<string> {
		return (await reviewer.call<{ revision: { digest: string } }>('GET', `${PLACE}/changes/${number}`)).revision.digest;
	}

	async function approve(number: number): Promise<void> {
		await reviewer.call('POST', `${PLACE}/changes/${number}/reviews`, { verdict: 'approve', body: 'Fine', digest: await digestOf(number) });
		await until('its rollout to open', async () =>
			(await job.db.sql`select 1 from rollout_step where state = 'running' and acknowledged_at is not null`).length > 0 ? true : undefined,
		);
	}

	/** What a finished step that was done again would change. */
	async function facts(): Promise<Facts> {
		const [row] = await job.db.sql<Facts[]>`
			select (select pid from attempt a join run r on r.id = a.run_id where r.name = 'long' order by number desc limit 1) as pid,
				(select count(*)::int from attempt) as attempts, (select sum(spawned)::int from attempt) as spawned,
				(select max(seq)::int from route) as "routeSeq", (select count(*)::int from process_step) as steps,
				(select count(*)::int from review) as reviews, (select count(*)::int from revision where evaluation = 'finished') as evaluations`;
		if (!row) throw new Error('no facts');
		return row;
	}

	function interlock(...args: string[]) {
		return run(process.execPath, [join(ROOT, 'packages/cli/src/main.ts'), ...args], {
			env: { ...process.env, INTERLOCK_HOME: home, INTERLOCK_URL: job.stack.url },
		});
	}
});
