import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { type AgentStand, crash, createAgentStand, eventually, processesOf } from '../test-support/agent-stand.ts';
import { type FakeAttempt, streamOf } from '../test-support/fake-front-door.ts';

let stand: AgentStand;
afterEach(() => stand.close());

const STUBBORN = `import signal, subprocess, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
subprocess.Popen(["sleep", "300"])
subprocess.Popen(["sleep", "300"], start_new_session=True)
print("running", flush=True)
time.sleep(300)`;
const SHORT = { leaseTtlMs: 2000, renewEveryMs: 100 };

const running = (fake: FakeAttempt) =>
	eventually('the training runs', () => streamOf(fake, 'stdout').includes('running') && processesOf(fake.attempt.id).length > 0);
const gone = (fake: FakeAttempt, withinMs: number) => eventually('no process is left', () => processesOf(fake.attempt.id).length === 0, withinMs);

describe('a training and its lease', () => {
	it('leaves no process after a cancel, although it ignores SIGTERM and has a child in another session', async () => {
		stand = await createAgentStand();
		const fake = stand.train(STUBBORN);
		await stand.startAgent();
		await running(fake);
		expect(processesOf(fake.attempt.id)).toHaveLength(3);
		fake.cancel = true;
		await gone(fake, 4000);
		expect(await eventually('it is reported', () => fake.finishes[0])).toMatchObject({ outcome: 'cancelled' });
	});

	it('has time to save what it has after a cancel', async () => {
		stand = await createAgentStand();
		const fake = stand.train(`import signal, sys, time
def save(*_):
    time.sleep(0.5)
    print("saved", flush=True)
    sys.exit(0)
signal.signal(signal.SIGTERM, save)
print("running", flush=True)
time.sleep(300)`);
		await stand.startAgent();
		await running(fake);
		fake.cancel = true;
		expect(await eventually('it is reported', () => fake.finishes[0])).toMatchObject({ outcome: 'cancelled' });
		expect(streamOf(fake, 'stdout')).toMatch(/running\nsaved\n$/);
	});

	it('is cancelled before it began while the environment is still being made', async () => {
		stand = await createAgentStand();
		const fake = stand.train('print("started")', {}, []);
		fake.cancel = true;
		await stand.startAgent();
		expect(await eventually('it is reported', () => fake.finishes[0])).toMatchObject({ outcome: 'cancelled', exitCode: null });
		expect(streamOf(fake, 'stdout')).not.toContain('started');
	});

	it("is ended as soon as the lease is another's, and is not reported", async () => {
		stand = await createAgentStand();
		const fake = stand.train(STUBBORN);
		await stand.startAgent();
		await running(fake);
		fake.stale = true;
		await gone(fake, 4000);
		await eventually('the folder is gone', () => !existsSync(join(stand.home, 'agent', 'attempts', fake.attempt.id)));
		expect(fake.finishes).toEqual([]);
	});

	it('is ended by its shim before the lease is over when nobody renews it: no agent lives', async () => {
		stand = await createAgentStand(SHORT);
		const fake = stand.train(STUBBORN);
		const agent = await stand.startAgent();
		await running(fake);
		await crash(agent);
		const before = Date.now();
		await gone(fake, 5000);
		expect(Date.now() - before).toBeLessThan(SHORT.leaseTtlMs + 500);
		await stand.startAgent();
		expect(await eventually('it is reported', () => fake.finishes[0])).toMatchObject({ outcome: 'lost', reason: expect.stringContaining('lease') });
	});

	it('is ended the same when the agent lives but the front door is away too long; a short absence does no harm', async () => {
		stand = await createAgentStand(SHORT);
		const fake = stand.train(STUBBORN);
		await stand.startAgent();
		await running(fake);
		stand.door.away = true;
		await sleep(700);
		stand.door.away = false;
		await sleep(1500);
		expect(processesOf(fake.attempt.id)).toHaveLength(3);
		stand.door.away = true;
		await gone(fake, 5000);
		stand.door.away = false;
		expect(await eventually('it is reported', () => fake.finishes[0])).toMatchObject({ outcome: 'lost' });
	});
});

describe('an environment', () => {
	it('is built once for two attempts that ask at the same time, and kept for the next', async () => {
		stand = await createAgentStand();
		const fakes = [stand.train('print("one")'), stand.train('print("two")')];
		await stand.startAgent();
		for (const fake of fakes) await eventually('it is reported', () => fake.finishes[0]);
		const third = stand.train('print("three")');
		await eventually('it is reported', () => third.finishes[0]);
		const ready = [...fakes, third].filter((fake) => streamOf(fake, 'stdout').includes('environment: ready'));
		expect(ready).toHaveLength(1);
		expect(streamOf(third, 'stdout')).toBe('three\n');
		expect(readdirSync(join(stand.cache, 'envs')).filter((name) => !name.endsWith('.lock'))).toHaveLength(1);
	});
});

describe('the log of a training', () => {
	it('arrives whole and in order though answers get lost: the same offset always carries the same text', async () => {
		stand = await createAgentStand();
		const fake = stand.train(`import sys, time
for line in range(60):
    sys.stdout.buffer.write(("zeile %d äöü €\\n" % line).encode())
    sys.stdout.flush()
    time.sleep(0.02)
sys.stdout.buffer.write(b"\\xff\\x00 no text" + "ü".encode() * 70000)`);
		stand.door.loseLogAnswers = 3;
		await stand.startAgent();
		await eventually('it is reported', () => fake.finishes[0], 20_000);
		const text = streamOf(fake, 'stdout')
			.split('\n')
			.filter((line) => !line.startsWith('environment: '));
		expect(text.slice(0, 60)).toEqual(Array.from({ length: 60 }, (_, line) => `zeile ${line} äöü €`));
		expect(text[60]).toBe(`\uFFFD\uFFFD no text${'ü'.repeat(70_000)}`);
		const texts = new Map<string, Set<string>>();
		for (const { stream, offset, text: chunk } of fake.chunks) texts.set(`${stream}${offset}`, (texts.get(`${stream}${offset}`) ?? new Set()).add(chunk));
		expect([...texts.values()].filter((variants) => variants.size > 1)).toEqual([]);
		expect(fake.chunks.length).toBeGreaterThan(texts.size);
	});
});
