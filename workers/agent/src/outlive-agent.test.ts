import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { type AgentStand, crash, createAgentStand, eventually, exitOf, processesOf } from '../test-support/agent-stand.ts';
import { type FakeAttempt, streamOf } from '../test-support/fake-front-door.ts';

let stand: AgentStand;
afterEach(() => stand.close());

const COUNTS = `import sys, time
print("begin", flush=True)
for step in range(int(sys.argv[1])):
    print("step", step, flush=True)
    time.sleep(0.1)
print("end", flush=True)`;
const steps = (count: number) => ({ parameters: { steps: String(count) } });
const linesOf = (fake: FakeAttempt) =>
	streamOf(fake, 'stdout')
		.split('\n')
		.filter((line) => line !== '' && !line.startsWith('environment: '));
const pidsOf = (fake: FakeAttempt) => [...new Set(fake.renewals.flatMap(({ pid }) => (pid === null ? [] : [pid])))];
const folderOf = (fake: FakeAttempt) => readdirSync(join(stand.home, 'agent', 'attempts')).includes(fake.attempt.id);
const finished = (fake: FakeAttempt) => eventually('the attempt is reported', () => fake.finishes[0]);
const whole = (count: number) => ['begin', ...Array.from({ length: count }, (_, step) => `step ${step}`), 'end'];

describe('a training and the death of its agent', () => {
	it('goes on under the same pid after kill -9 of the agent, is taken up by the next one, and ends once with every line', async () => {
		stand = await createAgentStand();
		const fake = stand.train(COUNTS, steps(30));
		const first = await stand.startAgent();
		await eventually('the training prints', () => streamOf(fake, 'stdout').includes('step 3'));
		await crash(first);
		await sleep(600);
		expect(processesOf(fake.attempt.id)).toHaveLength(1);
		await stand.startAgent();
		expect(await finished(fake)).toMatchObject({ outcome: 'succeeded', exitCode: 0 });
		expect(pidsOf(fake)).toHaveLength(1);
		expect(linesOf(fake)).toEqual(whole(30));
		await eventually('the folder is gone', () => !folderOf(fake));
		expect(fake.finishes).toHaveLength(1);
	});

	it('that ended while no agent lived is reported by its exit file', async () => {
		stand = await createAgentStand();
		const fake = stand.train(`${COUNTS}\nsys.exit(5)`, steps(5));
		const first = await stand.startAgent();
		await eventually('the training prints', () => streamOf(fake, 'stdout').includes('step 1'));
		await crash(first);
		await eventually('the training ends', () => processesOf(fake.attempt.id).length === 0);
		await sleep(500);
		expect(fake.finishes).toEqual([]);
		await stand.startAgent();
		expect(await finished(fake)).toMatchObject({ outcome: 'failed', exitCode: 5 });
		expect(linesOf(fake)).toEqual(whole(5));
	});

	it('is ended at the next start when its lease was given to another meanwhile, and nothing is reported', async () => {
		stand = await createAgentStand();
		const fake = stand.train(COUNTS, steps(600));
		await crash(await startedBy(fake));
		fake.stale = true;
		await stand.startAgent();
		await eventually('the training is gone', () => processesOf(fake.attempt.id).length === 0);
		await eventually('the folder is gone', () => !folderOf(fake));
		expect(fake.finishes).toEqual([]);
	});

	it('stays when the agent gets SIGTERM, and ends when it gets SIGINT', async () => {
		stand = await createAgentStand();
		const fake = stand.train(COUNTS, steps(600));
		const first = await startedBy(fake);
		first.kill('SIGTERM');
		expect(await exitOf(first)).toBe(0);
		const [pid] = pidsOf(fake);
		expect(processesOf(fake.attempt.id)).toHaveLength(1);
		fake.renewals.length = 0;
		const second = await stand.startAgent();
		await eventually('the training is taken up', () => fake.renewals.at(-1)?.pid === pid);
		second.kill('SIGINT');
		expect(await exitOf(second)).toBe(0);
		expect(processesOf(fake.attempt.id)).toEqual([]);
		expect(fake.finishes).toMatchObject([{ outcome: 'lost', reason: 'Interlock was stopped, and the training with it.' }]);
		expect(pidsOf(fake)).toEqual([pid]);
	});

	it('stopped with the system while the front door is gone is reported at the next start', async () => {
		stand = await createAgentStand();
		const fake = stand.train(COUNTS, steps(600));
		const agent = await startedBy(fake);
		stand.door.away = true;
		agent.kill('SIGINT');
		expect(await exitOf(agent)).toBe(0);
		expect(processesOf(fake.attempt.id)).toEqual([]);
		stand.door.away = false;
		await stand.startAgent();
		expect(await finished(fake)).toMatchObject({ outcome: 'lost' });
	});

	it('is ended and reported as lost when its shim is killed', async () => {
		stand = await createAgentStand();
		const fake = stand.train(COUNTS, steps(600));
		await startedBy(fake);
		const shim = readdirSync('/proc').find(
			(name) => /^\d+$/.test(name) && commandOf(name).includes(`attempts/${fake.attempt.id}`) && commandOf(name).includes('shim/main.ts'),
		);
		process.kill(Number(shim), 'SIGKILL');
		expect(await finished(fake)).toMatchObject({ outcome: 'lost', reason: expect.stringContaining('shim') });
		expect(processesOf(fake.attempt.id)).toEqual([]);
	});
});

/** An agent that has the training running and named its pid. */
async function startedBy(fake: FakeAttempt) {
	const agent = await stand.startAgent();
	await eventually('the training runs', () => pidsOf(fake).length === 1 && streamOf(fake, 'stdout').includes('step 1'));
	return agent;
}

function commandOf(pid: string): string {
	try {
		return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
	} catch {
		return '';
	}
}
