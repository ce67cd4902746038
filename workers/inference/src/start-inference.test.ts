import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { endpointOf, entryOf, fixture, makeToken, tableOf } from '../test-support/route-tables.ts';
import { invoke, makeFolder, makeFrontDoor, readyz, row, start, until } from '../test-support/serving-world.ts';

const token = makeToken();
const body = { instances: [row()] };
const V1 = '0190a000-0000-7000-8000-100000000001';
const V2 = '0190a000-0000-7000-8000-100000000002';

test('splits by weight, keeps a sticky key on its version, and falls back on the token as the key', async () => {
	const fake = await makeFrontDoor();
	const rollout = { role: 'candidate' as const, weight: 30, rolloutId: 'rollout-7', stepKey: 'rollout/7/weight/1' };
	fake.publish(tableOf(1, [endpointOf('delay', [entryOf(fake, 'delay-v1', 1, { weight: 70 }), entryOf(fake, 'delay-v2', 2, rollout)])], [token.served]));
	const { port } = await start(await makeFolder(), fake);
	await until('acknowledged', () => fake.acks.includes(1));
	const ask = (headers: Record<string, string> = {}) => invoke(port, 'delay', token.text, body, headers);
	const keys = Array.from({ length: 400 }, (_, i) => ({ 'x-interlock-sticky-key': `caller-${i}` }));
	const versions = await Promise.all(keys.map(async (key) => (await ask(key)).version));
	const share = versions.filter((version) => version === '2').length / keys.length;
	expect(share).toBeGreaterThan(0.22);
	expect(share).toBeLessThan(0.38);
	expect(await Promise.all(keys.map(async (key) => (await ask(key)).version))).toEqual(versions);
	expect(new Set(await Promise.all(Array.from({ length: 20 }, async () => (await ask()).version))).size).toBe(1);
	const candidate = await ask(keys[versions.indexOf('2')]);
	expect(candidate).toMatchObject({ deployment: 'rollout-7', body: { predictions: [133] } });
});

test('swaps versions under load with no failed request, and acknowledges each sequence after it serves it', async () => {
	const fake = await makeFrontDoor();
	const publish = (seq: number, name: string) => fake.publish(tableOf(seq, [endpointOf('delay', [entryOf(fake, name, seq)])], [token.served]));
	publish(1, 'delay-v1');
	const { port } = await start(await makeFolder(), fake);
	await until('acknowledged', () => fake.acks.includes(1));
	let isDone = false;
	const answers: { status: number; version: string | null; output: unknown }[] = [];
	const callers = Array.from({ length: 8 }, async () => {
		while (!isDone) {
			const answer = await invoke(port, 'delay', token.text, body);
			answers.push({ status: answer.status, version: answer.version, output: answer.body.predictions?.[0] });
		}
	});
	for (let seq = 2; seq <= 12; seq++) {
		publish(seq, seq % 2 === 0 ? 'delay-v2' : 'delay-v1');
		await until(`acknowledged ${seq}`, () => fake.acks.includes(seq));
		const answer = await invoke(port, 'delay', token.text, body);
		expect(answer.version).toBe(String(seq));
	}
	isDone = true;
	await Promise.all(callers);
	expect(answers.filter((answer) => answer.status !== 200)).toEqual([]);
	expect(answers.filter((answer) => answer.output !== (Number(answer.version) % 2 === 0 ? 133 : 33))).toEqual([]);
	expect(new Set(answers.map((answer) => answer.version)).size).toBeGreaterThan(5);
});

const refusals: [string, string, (entry: ReturnType<typeof entryOf>, corrupt: (sha256: string) => void) => void][] = [
	['a data digest that is not of the files', 'digest differs', (entry) => void (entry.dataDigest = 'f'.repeat(64))],
	['bytes that are not of the digest', 'digest differs', (entry, corrupt) => corrupt(entry.files.find((file) => file.path === 'model.onnx')?.sha256 ?? '')],
	['a file of another size', 'digest differs', (entry) => void (entry.files[0] = { path: 'MLmodel', sha256: entry.files[0]?.sha256 ?? '', sizeBytes: 1 })],
	[
		'a file that the front door does not have',
		'bytes unavailable',
		(entry) => void entry.files.push({ path: 'MLmodel', sha256: 'a'.repeat(64), sizeBytes: 1 }),
	],
];
test.each(refusals)('refuses a version with %s: what was served goes on, nothing is acknowledged, readyz says it', async (_name, reason, spoil) => {
	const fake = await makeFrontDoor();
	const good = entryOf(fake, 'delay-v1', 1);
	fake.publish(tableOf(1, [endpointOf('delay', [good]), endpointOf('other', [good])], [token.served]));
	const { port } = await start(await makeFolder(), fake);
	await until('acknowledged', () => fake.acks.includes(1));
	const bad = entryOf(fake, 'delay-v2', 2);
	spoil(bad, (sha256) => fake.corruptBlob(sha256, Buffer.from('something else')));
	const second = makeToken();
	fake.publish(tableOf(2, [endpointOf('delay', [bad]), endpointOf('other', [good])], [second.served]));
	const ready = await until('the refusal', async () => {
		const report = await readyz(port);
		return report.refused.length > 0 ? report : null;
	});
	expect(ready).toMatchObject({
		ready: true,
		seq: 1,
		refused: [{ endpointId: 'endpoint-delay', modelVersionId: V2, reason }],
	});
	expect(await invoke(port, 'delay', second.text, body)).toMatchObject({ status: 200, version: '1' });
	expect((await invoke(port, 'delay', token.text, body)).status).toBe(401);
	expect(fake.acks).toEqual([1]);
	fake.publish(tableOf(3, [endpointOf('delay', [entryOf(fake, 'delay-v1', 3)])], [second.served]));
	await until('the next good table', () => fake.acks.includes(3));
	expect(await readyz(port)).toMatchObject({ seq: 3, refused: [] });
	expect((await invoke(port, 'delay', second.text, body)).version).toBe('3');
});

test('a version that failed to load is tried again, and acknowledged once it serves', async () => {
	const fake = await makeFrontDoor();
	const entry = entryOf(fake, 'delay-v1', 1);
	const graph = entry.files.find((file) => file.path === 'model.onnx')?.sha256 ?? '';
	fake.corruptBlob(graph, Buffer.from('half'));
	fake.publish(tableOf(1, [endpointOf('delay', [entry])], [token.served]));
	const { port } = await start(await makeFolder(), fake);
	await until('the refusal', async () => (await readyz(port)).refused.length > 0);
	expect((await invoke(port, 'delay', token.text, body)).body.message).toMatch(/serves no version yet/);
	fake.corruptBlob(graph, fixture('delay-v1')['model.onnx'] ?? new Uint8Array());
	await until('acknowledged', () => fake.acks.includes(1));
	expect((await invoke(port, 'delay', token.text, body)).status).toBe(200);
});

test('a shadow is scored after the answer and logged, never answered; a request that only it refuses is its error', async () => {
	const fake = await makeFrontDoor();
	const shadow = {
		role: 'candidate' as const,
		weight: 0,
		shadow: true,
		rolloutId: 'rollout-1',
		stepKey: 'rollout/1/weight/0',
	};
	fake.publish(
		tableOf(
			1,
			[
				endpointOf('delay', [entryOf(fake, 'delay-v1', 1), entryOf(fake, 'delay-v2', 2, shadow)]),
				endpointOf('narrow', [entryOf(fake, 'delay-v1', 1), entryOf(fake, 'label', 3, shadow)]),
				endpointOf('first', [entryOf(fake, 'delay-v2', 2, shadow)]),
			],
			[token.served],
		),
	);
	const { port } = await start(await makeFolder(), fake);
	await until('acknowledged', () => fake.acks.includes(1));
	expect(await invoke(port, 'delay', token.text, body, { 'x-request-id': 'a' })).toMatchObject({
		version: '1',
		body: { predictions: [33] },
	});
	expect(await invoke(port, 'narrow', token.text, body, { 'x-request-id': 'b' })).toMatchObject({ version: '1' });
	expect(await invoke(port, 'first', token.text, body, { 'x-request-id': 'c' })).toMatchObject({
		status: 404,
		version: null,
	});
	await until('five predictions', () => fake.predictions.size === 5);
	const logged = [...fake.predictions.values()].map(({ requestId, modelVersionId, shadow: isShadow, output, error }) => ({
		requestId,
		modelVersionId,
		isShadow,
		output,
		error,
	}));
	expect(logged).toEqual(
		expect.arrayContaining([
			{ requestId: 'a', modelVersionId: V1, isShadow: false, output: 33, error: null },
			{ requestId: 'a', modelVersionId: V2, isShadow: true, output: 133, error: null },
			{ requestId: 'b', modelVersionId: V1, isShadow: false, output: 33, error: null },
			expect.objectContaining({
				requestId: 'b',
				isShadow: true,
				output: null,
				error: expect.stringMatching(/signature refuses the request: carrier/),
			}),
			{ requestId: 'c', modelVersionId: V2, isShadow: true, output: 133, error: null },
		]),
	);
});

test('starts from what it kept while the front door is away, and acknowledges again when it is back', async () => {
	const fake = await makeFrontDoor();
	fake.publish(tableOf(5, [endpointOf('delay', [entryOf(fake, 'delay-v1', 1)])], [token.served]));
	const folder = await makeFolder();
	const first = await start(folder, fake);
	await until('acknowledged', () => fake.acks.includes(5));
	await first.stop();
	await fake.goAway();
	const second = await start(folder, fake);
	expect(await readyz(second.port)).toMatchObject({ ready: true, seq: 5 });
	expect(await invoke(second.port, 'delay', token.text, body)).toMatchObject({ status: 200, version: '1' });
	await fake.comeBack();
	await until('acknowledged again', () => fake.acks.length === 2);
	await until('the prediction of the time alone', () => fake.predictions.size === 1);
	expect(fake.polls.at(-1)).toEqual({ after: 5 });
});

test('a blob that was changed on disk is never loaded: it is fetched again', async () => {
	const fake = await makeFrontDoor();
	fake.publish(tableOf(1, [endpointOf('delay', [entryOf(fake, 'delay-v1', 1)])], [token.served]));
	const folder = await makeFolder();
	const first = await start(folder, fake);
	await until('acknowledged', () => fake.acks.includes(1));
	await first.stop();
	const blobs = readdirSync(`${folder}/blobs`, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
	expect(blobs.length).toBe(2);
	const kept = blobs.map((blob) => `${blob.parentPath}/${blob.name}`);
	for (const path of kept) writeFileSync(path, readFileSync(path).fill(120, 10, 40));
	const second = await start(folder, fake);
	await until('acknowledged again', () => fake.acks.length === 2);
	expect((await invoke(second.port, 'delay', token.text, body)).body).toEqual({ predictions: [33] });
	for (const path of kept) expect(readFileSync(path, 'latin1')).not.toContain('x'.repeat(30));
});

test('without a table it is alive and not ready; an instance without routes is ready with none', async () => {
	const fake = await makeFrontDoor();
	await fake.goAway();
	const { port } = await start(await makeFolder(), fake);
	expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
	expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(503);
	await fake.comeBack();
	await until('ready', async () => (await readyz(port)).ready);
	expect((await invoke(port, 'delay', token.text, body)).status).toBe(401);
});

test('keeps the route table readable by its own account only', async () => {
	const fake = await makeFrontDoor();
	fake.publish(tableOf(1, [], [token.served]));
	const folder = await makeFolder();
	await start(folder, fake);
	await until('acknowledged', () => fake.acks.includes(1));
	expect(statSync(`${folder}/routes.json`).mode & 0o077).toBe(0);
});

test('a second server on the same port fails at once', async () => {
	const fake = await makeFrontDoor();
	const { port } = await start(await makeFolder(), fake);
	await expect(start(await makeFolder(), fake, { port })).rejects.toThrow(/EADDRINUSE/);
});
