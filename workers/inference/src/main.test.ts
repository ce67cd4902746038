import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { FAKE_SERVING_TOKEN, type FakeFrontDoor } from '../test-support/fake-front-door.ts';
import { endpointOf, entryOf, makeToken, PEPPER, tableOf } from '../test-support/route-tables.ts';
import { invoke, makeFolder, makeFrontDoor, readyz, row, until } from '../test-support/serving-world.ts';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));
const token = makeToken();

/** The real worker as its own process, on a free port, beside a fake front door. */
async function spawnWorker(home: string, fake: FakeFrontDoor): Promise<{ child: ChildProcess; port: number }> {
	const child = spawn(process.execPath, [MAIN], {
		env: {
			PATH: '/usr/bin:/bin',
			NODE_ENV: 'test',
			INTERLOCK_HOME: home,
			INTERLOCK_SERVER_URL: fake.url,
			INTERLOCK_SERVING_TOKEN: FAKE_SERVING_TOKEN,
			INTERLOCK_TOKEN_PEPPER: PEPPER,
			INTERLOCK_INFERENCE_PORT: '0',
		},
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	onTestFinished(() => void child.kill('SIGKILL'));
	let output = '';
	child.stdout?.on('data', (chunk) => {
		output += String(chunk);
	});
	const port = await until('the port', () => Number(/"port":(\d+)/.exec(output)?.[1] ?? 0) || null);
	return { child, port };
}

async function world(): Promise<{ fake: FakeFrontDoor; home: string }> {
	const fake = await makeFrontDoor();
	fake.publish(tableOf(1, [endpointOf('delay', [entryOf(fake, 'delay-v1', 1)])], [token.served]));
	return { fake, home: await makeFolder() };
}

const ask = (port: number, id: string) => invoke(port, 'delay', token.text, { instances: [row(), row('B6')] }, { 'x-request-id': id });
const idsOf = (fake: FakeFrontDoor) => [...fake.predictions.values()].map((prediction) => prediction.id).sort();

test('answers on while the front door is dead; after kill -9 no answered prediction is lost and none is doubled', async () => {
	const { fake, home } = await world();
	const first = await spawnWorker(home, fake);
	await until('acknowledged', () => fake.acks.includes(1));
	await ask(first.port, 'before');
	await until('the first prediction', () => fake.predictions.size === 2);
	await fake.goAway();
	const answered: string[] = [];
	await Promise.all(
		Array.from({ length: 4 }, async (_, caller) => {
			for (let i = 0; i < 60; i++) {
				const id = `caller-${caller}-${i}`;
				const answer = await ask(first.port, id).catch(() => null);
				if (answer === null) return;
				expect(answer).toMatchObject({ status: 200, version: '1' });
				answered.push(id);
				if (answered.length === 150) first.child.kill('SIGKILL');
			}
		}),
	);
	expect(answered.length).toBeGreaterThanOrEqual(150);
	const second = await spawnWorker(home, fake);
	expect((await readyz(second.port)).spool.pending).toBeGreaterThanOrEqual(answered.length * 2);
	expect((await ask(second.port, 'after')).status).toBe(200);
	await fake.comeBack();
	await until('everything shipped', async () => (await readyz(second.port)).spool.pending === 0, 20_000);
	const ids = idsOf(fake);
	for (const id of ['before', ...answered, 'after']) expect(ids).toContain(`${id}/1`);
	expect(new Set(ids).size).toBe(ids.length);
	const batchIds = fake.batches.map((batch) => batch.batchId);
	expect(new Set(batchIds).size).toBe(batchIds.length);
});

test('a batch that was taken but not confirmed is sent again after a kill, and counts once', async () => {
	const { fake, home } = await world();
	const first = await spawnWorker(home, fake);
	await until('acknowledged', () => fake.acks.includes(1));
	fake.refuseBatches(500, true);
	await ask(first.port, 'a');
	await until('taken once', () => fake.predictions.size === 2);
	expect((await readyz(first.port)).spool.pending).toBe(2);
	first.child.kill('SIGKILL');
	await once(first.child, 'exit');
	fake.refuseBatches(null);
	const second = await spawnWorker(home, fake);
	await until('shipped', async () => (await readyz(second.port)).spool.pending === 0);
	expect(idsOf(fake)).toEqual(['a/0', 'a/1']);
	expect(fake.batches.length).toBeGreaterThan(1);
	expect(new Set(fake.batches.map((batch) => batch.batchId)).size).toBe(1);
});

test('SIGTERM ships what is left and ends with 0 within 5 s', async () => {
	const { fake, home } = await world();
	const { child, port } = await spawnWorker(home, fake);
	await until('acknowledged', () => fake.acks.includes(1));
	await Promise.all(Array.from({ length: 50 }, (_, i) => ask(port, `r${i}`)));
	const startedMs = performance.now();
	child.kill('SIGTERM');
	const [code] = await once(child, 'exit');
	expect(code).toBe(0);
	expect(performance.now() - startedMs).toBeLessThan(5_000);
	expect(fake.predictions.size).toBe(100);
});

test('SIGTERM with the front door dead ends with 0 within 5 s and keeps the log', async () => {
	const { fake, home } = await world();
	const { child, port } = await spawnWorker(home, fake);
	await until('acknowledged', () => fake.acks.includes(1));
	await fake.goAway();
	await ask(port, 'alone');
	const startedMs = performance.now();
	child.kill('SIGTERM');
	const [code] = await once(child, 'exit');
	expect(code).toBe(0);
	expect(performance.now() - startedMs).toBeLessThan(5_000);
	await fake.comeBack();
	const second = await spawnWorker(home, fake);
	await until('shipped', async () => (await readyz(second.port)).spool.pending === 0);
	expect(idsOf(fake)).toEqual(['alone/0', 'alone/1']);
});

test('says in one line what is missing in the environment, and ends with 1', async () => {
	const child = spawn(process.execPath, [MAIN], {
		env: { PATH: '/usr/bin:/bin', NODE_ENV: 'test' },
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const exit = once(child, 'exit');
	const lines = String(Buffer.concat(await child.stdout.toArray()))
		.trim()
		.split('\n');
	expect((await exit)[0]).toBe(1);
	expect(lines).toHaveLength(1);
	expect(JSON.parse(lines[0] ?? '').msg).toMatch(/INTERLOCK_HOME.*INTERLOCK_SERVER_URL.*INTERLOCK_SERVING_TOKEN.*INTERLOCK_TOKEN_PEPPER/);
});
