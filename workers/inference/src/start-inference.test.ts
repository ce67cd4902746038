import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dataDigest } from '@interlock/scoring';
import { expect, test } from 'vitest';
import type { FakeFrontDoor } from '../test-support/fake-front-door.ts';
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

const graphOf = (entry: ReturnType<typeof entryOf>) => entry.files.find((file) => file.path === 'model.onnx') ?? { path: '', sha256: '', sizeBytes: 0 };
const spoilt: [string, string, RegExp, (entry: ReturnType<typeof entryOf>, fake: FakeFrontDoor) => void][] = [
	['a data digest that is not of the files', 'digest differs', /^the data digest is/, (entry) => void (entry.dataDigest = 'f'.repeat(64))],
	[
		'one byte flipped in a blob',
		'digest differs',
		/^model\.onnx: the bytes have sha256 [0-9a-f]{64}, the route table says/,
		(entry, fake) => {
			const bytes = Buffer.from(fixture('delay-v2')['model.onnx'] ?? []);
			bytes.writeUInt8(bytes.readUInt8(20) ^ 1, 20);
			fake.corruptBlob(graphOf(entry).sha256, bytes);
		},
	],
	[
		'a file of another size',
		'digest differs',
		/^MLmodel: \d+ bytes, the route table says 1$/,
		(entry) => void (entry.files[0] = { path: 'MLmodel', sha256: entry.files[0]?.sha256 ?? '', sizeBytes: 1 }),
	],
	[
		'a graph that is none',
		'cannot be opened',
		/^model\.onnx: the ONNX graph can't be opened/,
		(entry, fake) => {
			Object.assign(graphOf(entry), { sha256: fake.addBlob(Buffer.from('no graph')), sizeBytes: 8 });
			entry.dataDigest = dataDigest(entry.files);
		},
	],
];
test.each(spoilt)('refuses a version with %s by name: its endpoint goes on as before, the others are acknowledged', async (_name, reason, sentence, spoil) => {
	const fake = await makeFrontDoor();
	const good = entryOf(fake, 'delay-v1', 1);
	fake.publish(tableOf(1, [endpointOf('delay', [good]), endpointOf('other', [good])], [token.served]));
	const { port } = await start(await makeFolder(), fake);
	await until('acknowledged', () => fake.acks.includes(1));
	const bad = entryOf(fake, 'delay-v2', 2, { role: 'candidate', weight: 50 });
	spoil(bad, fake);
	const second = makeToken();
	fake.publish(tableOf(2, [endpointOf('delay', [good, bad]), endpointOf('other', [entryOf(fake, 'delay-v1', 4)])], [second.served]));
	await until('acknowledged for the others', () => fake.acks.includes(2));
	expect(fake.refusals).toEqual([[], [{ modelVersionId: V2, reason: expect.stringMatching(sentence) }]]);
	expect(await readyz(port)).toMatchObject({ ready: true, seq: 2, refused: [{ endpointId: 'endpoint-delay', modelVersionId: V2, reason }] });
	expect(await invoke(port, 'delay', second.text, body)).toMatchObject({ status: 200, version: '1' });
	expect(await invoke(port, 'other', second.text, body)).toMatchObject({ status: 200, version: '4' });
	expect((await invoke(port, 'delay', token.text, body)).status).toBe(401);
	fake.publish(tableOf(3, [endpointOf('delay', [entryOf(fake, 'delay-v1', 3)])], [second.served]));
	await until('the next good table', () => fake.acks.includes(3));
	expect(fake.refusals.at(-1)).toEqual([]);
	expect(await readyz(port)).toMatchObject({ seq: 3, refused: [] });
	expect((await invoke(port, 'delay', second.text, body)).version).toBe('3');
});

test('a restarted server refuses again what it refused: it never acknowledges from disk what it does not serve', async () => {
	const fake = await makeFrontDoor();
	const good = entryOf(fake, 'delay-v1', 1);
	fake.publish(tableOf(1, [endpointOf('delay', [good])], [token.served]));
	const folder = await makeFolder();
	const first = await start(folder, fake);
	await until('acknowledged', () => fake.acks.includes(1));
	fake.publish(tableOf(2, [endpointOf('delay', [entryOf(fake, 'delay-v2', 2, { dataDigest: 'f'.repeat(64) })])], [token.served]));
	await until('refused', () => fake.acks.includes(2));
	await first.stop();
	fake.acks.length = 0;
	const second = await start(folder, fake);
	await until('acknowledged again', () => fake.acks.includes(2));
	expect(fake.acks).toEqual([2]);
	expect(fake.refusals.at(-1)).toMatchObject([{ modelVersionId: V2 }]);
	expect((await invoke(second.port, 'delay', token.text, body)).version).toBe('1');
});

test('bytes that the front door does not have now are no refusal yet: nothing is acknowledged while they may still come', async () => {
	const fake = await makeFrontDoor();
	const good = entryOf(fake, 'delay-v1', 1);
	fake.publish(tableOf(1, [endpointOf('delay', [good])], [token.served]));
	const { port } = await start(await makeFolder(), fake);
	await until('acknowledged', () => fake.acks.includes(1));
	const incomplete = entryOf(fake, 'delay-v2', 2);
	incomplete.files.push({ path: 'MLmodel', sha256: 'a'.repeat(64), sizeBytes: 1 });
	fake.publish(tableOf(2, [endpointOf('delay', [incomplete])], [token.served]));
	await until('the refusal', async () => (await readyz(port)).refused.length > 0);
	expect(await readyz(port)).toMatchObject({ seq: 1, refused: [{ modelVersionId: V2, reason: 'bytes unavailable' }] });
	expect((await invoke(port, 'delay', token.text, body)).version).toBe('1');
	expect(fake.acks).toEqual([1]);
});

test('a version that failed to load is tried again, and no longer refused once it serves', async () => {
	const fake = await makeFrontDoor();
	const entry = entryOf(fake, 'delay-v1', 1);
	const graph = entry.files.find((file) => file.path === 'model.onnx')?.sha256 ?? '';
	fake.corruptBlob(graph, Buffer.from('half'));
	fake.publish(tableOf(1, [endpointOf('delay', [entry])], [token.served]));
	const { port } = await start(await makeFolder(), fake);
	await until('the refusal', () => fake.acks.length === 1);
	expect(fake.refusals).toMatchObject([[{ modelVersionId: V1 }]]);
	expect((await invoke(port, 'delay', token.text, body)).body.message).toMatch(/serves no version yet/);
	fake.corruptBlob(graph, fixture('delay-v1')['model.onnx'] ?? new Uint8Array());
	await until('acknowledged without it', () => fake.acks.length === 2);
	expect(fake.refusals.at(-1)).toEqual([]);
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
