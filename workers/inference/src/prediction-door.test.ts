import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { endpointOf, entryOf, makeToken, PROJECT, tableOf } from '../test-support/route-tables.ts';
import { invoke, makeFolder, makeFrontDoor, row, start, until } from '../test-support/serving-world.ts';

async function door(change: Parameters<typeof start>[2] = {}) {
	const fake = await makeFrontDoor();
	const tokens = {
		good: makeToken(),
		basicScope: makeToken({ scopes: ['endpoint:read'] }),
		otherOrg: makeToken({ orgId: 'other' }),
		otherProject: makeToken({ projectIds: ['other'] }),
		ownProject: makeToken({ projectIds: [PROJECT] }),
		expired: makeToken({ expiresAtMs: 1 }),
		unknown: makeToken(),
	};
	const { unknown: _unknown, ...known } = tokens;
	const raises = { modelVersionId: '0190a000-0000-7000-8000-100000000009' };
	fake.publish(
		tableOf(
			1,
			[
				endpointOf('delay', [entryOf(fake, 'delay-v1', 1)]),
				endpointOf('raises', [
					entryOf(fake, 'raises', 3, {
						...raises,
						role: 'candidate',
						weight: 100,
						rolloutId: 'rollout-1',
						stepKey: 'rollout/1/weight/2',
					}),
				]),
				endpointOf('empty', []),
				endpointOf('label', [entryOf(fake, 'label', 4)]),
			],
			Object.values(known).map((token) => token.served),
		),
	);
	const inference = await start(await makeFolder(), fake, change);
	await until('acknowledged', () => fake.acks.includes(1));
	return { fake, tokens, port: inference.port };
}

test('answers each of the four forms, with the version and the deployment', async () => {
	const { port, tokens } = await door();
	const columns = ['carrier', 'dep_delay', 'temp', 'hour'];
	for (const body of [
		{ dataframe_records: [row(), row('B6')] },
		{ instances: [row(), row('B6')] },
		{ inputs: { carrier: ['UA', 'B6'], dep_delay: [10, 10], temp: [40, 40], hour: [8, 8] } },
		{
			dataframe_split: {
				columns,
				data: [
					['UA', 10, 40, 8],
					['B6', 10, 40, 8],
				],
			},
		},
	]) {
		const answer = await invoke(port, 'delay', tokens.good.text, body, { 'x-request-id': 'request-1' });
		expect(answer).toEqual({
			status: 200,
			version: '1',
			deployment: 'champion',
			requestId: 'request-1',
			body: { predictions: [33, 35] },
		});
	}
	expect((await invoke(port, 'label', tokens.good.text, { instances: [{ dep_delay: 30 }] })).body).toEqual({
		predictions: ['late'],
	});
});

test('logs each row under the request id, with its event time and inputs', async () => {
	const { port, tokens, fake } = await door();
	const headers = { 'x-request-id': 'r-1', 'x-interlock-event-time': '2013-04-01T08:00:00+02:00' };
	await invoke(port, 'delay', tokens.good.text, { instances: [row('UA', { temp: null }), row('B6')] }, headers);
	await until('two predictions', () => fake.predictions.size === 2);
	const [first, second] = [...fake.predictions.values()];
	expect(first).toMatchObject({
		id: 'r-1/0',
		requestId: 'r-1',
		row: 0,
		endpointId: 'endpoint-delay',
		modelVersionId: '0190a000-0000-7000-8000-100000000001',
		rolloutId: null,
		stepKey: null,
		shadow: false,
		eventTimeMs: Date.UTC(2013, 3, 1, 6),
		inputs: { carrier: 'UA', dep_delay: 10, temp: null, hour: 8 },
		output: 13,
		error: null,
	});
	expect(second).toMatchObject({ id: 'r-1/1', row: 1, output: 35 });
});

test('a model that raises gives a 500 with its version, a logged error for its row, and nothing to the requests beside it', async () => {
	const { port, tokens, fake } = await door();
	const ask = (carrier: string) => invoke(port, 'raises', tokens.good.text, { instances: [row(carrier)] }, { 'x-request-id': `id-${carrier}` });
	const [bad, ...good] = await Promise.all([ask('ZZ'), ask('UA'), ask('AA'), ask('B6')]);
	expect(bad).toMatchObject({
		status: 500,
		version: '3',
		deployment: 'rollout-1',
		body: { error_code: 'INTERNAL_ERROR' },
	});
	expect(bad?.body.message).toMatch(/^Model delay version 3 failed on row 0: .*out of data bounds/);
	expect(good.map((answer) => [answer.status, answer.body.predictions])).toEqual([
		[200, [33]],
		[200, [34]],
		[200, [35]],
	]);
	await until('four predictions', () => fake.predictions.size === 4);
	const logged = [...fake.predictions.values()].find((prediction) => prediction.requestId === 'id-ZZ');
	expect(logged).toMatchObject({ output: null, rolloutId: 'rollout-1', stepKey: 'rollout/1/weight/2' });
	expect(logged?.error).toMatch(/out of data bounds/);
});

test('tokens: without a valid one 401, another tenant or project like an unknown endpoint 404, without the scope 403', async () => {
	const { port, tokens, fake } = await door();
	const ask = async (name: string, token: string) => {
		const { status, body } = await invoke(port, name, token, { instances: [row()] });
		return { status, code: body.error_code, message: body.message };
	};
	for (const token of ['', 'x', tokens.unknown.text, tokens.expired.text])
		expect(await ask('delay', token)).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
	const unknown = await ask('nowhere', tokens.good.text);
	expect(unknown).toEqual({
		status: 404,
		code: 'RESOURCE_DOES_NOT_EXIST',
		message: 'endpoint acme/flights/nowhere: not found',
	});
	for (const token of [tokens.otherOrg.text, tokens.otherProject.text]) {
		expect(await ask('delay', token)).toEqual({ ...unknown, message: 'endpoint acme/flights/delay: not found' });
	}
	expect(await ask('delay', tokens.basicScope.text)).toMatchObject({ status: 403, code: 'PERMISSION_DENIED' });
	expect(await ask('empty', tokens.good.text)).toMatchObject({
		status: 404,
		message: 'acme/flights/empty: endpoint serves no version yet',
	});
	expect((await ask('delay', tokens.ownProject.text)).status).toBe(200);
	expect(fake.predictions.size).toBeLessThanOrEqual(1);
});

test.each<[string, unknown, Record<string, string>, number, RegExp]>([
	['broken JSON', '{"instances":[', {}, 400, /^body: not JSON/],
	['a wrong type', { instances: [row('UA', { dep_delay: 'late' })] }, {}, 400, /^dep_delay: row 0 must be a number \(double\), got "late"$/],
	['an unknown column', { instances: [row('UA', { tail: 1 })] }, {}, 400, /^tail: /],
	['a missing column', { instances: [{ carrier: 'UA' }] }, {}, 400, /^dep_delay: /],
	['NaN', '{"instances":[{"carrier":"UA","dep_delay":NaN,"hour":1}]}', {}, 400, /^dep_delay: .*NaN/],
	['a number beyond float32', { instances: [row('UA', { dep_delay: 1e300 })] }, {}, 400, /^dep_delay: .*float32/],
	['too many rows', { instances: Array(5_001).fill(row()) }, {}, 400, /5001 rows, the limit is 5000/],
	['bytes that are no UTF-8', new Uint8Array([0xff, 0xfe]), {}, 400, /UTF-8/],
	['a body over the limit', ' '.repeat(1024 * 1024 + 1), {}, 413, /limit of 1048576 bytes/],
	['another media type', '{}', { 'content-type': 'text/csv' }, 415, /Content-Type: .*got "text\/csv"/],
	['another charset', '{}', { 'content-type': 'application/json; charset=latin1' }, 415, /latin1/],
	['a compressed body', '{}', { 'content-encoding': 'gzip' }, 415, /Content-Encoding/],
	['an event time without a zone', { instances: [row()] }, { 'x-interlock-event-time': '2013-04-01T08:00:00' }, 400, /^X-Interlock-Event-Time/],
	['an event time that is none', { instances: [row()] }, { 'x-interlock-event-time': '2013-13-01T08:00:00Z' }, 400, /^X-Interlock-Event-Time/],
	['a request id with a slash', { instances: [row()] }, { 'x-request-id': 'a/b' }, 400, /^X-Request-Id/],
	['a very long sticky key', { instances: [row()] }, { 'x-interlock-sticky-key': 'x'.repeat(300) }, 400, /^X-Interlock-Sticky-Key/],
])("%s is the caller's error, says so, and logs nothing", async (_name, body, headers, status, message) => {
	const { port, tokens, fake } = await door();
	const answer = await invoke(port, 'delay', tokens.good.text, body, headers);
	expect(answer.status).toBe(status);
	expect(answer.body.message).toMatch(message);
	expect((await invoke(port, 'delay', tokens.good.text, { instances: [row()] }, { 'x-request-id': 'after' })).status).toBe(200);
	await until('the good one', () => fake.predictions.size > 0);
	expect([...fake.predictions.values()].map((prediction) => prediction.requestId)).toEqual(['after']);
});

test('a body without a length is cut off at the limit, and the caller reads why', async () => {
	const { port, tokens } = await door({ maxBodyBytes: 1_000 });
	const socket = connect(port, '127.0.0.1');
	const head = `POST /serve/acme/flights/delay/invocations HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${tokens.good.text}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`;
	socket.write(`${head}400\r\n${'x'.repeat(0x400)}\r\n400\r\n`);
	let text = '';
	for await (const chunk of socket) text += String(chunk);
	expect(text).toMatch(/^HTTP\/1\.1 413 /);
	expect(text).toMatch(/limit of 1000 bytes/);
	expect(text).toMatch(/connection: close/i);
});

test('other methods and paths are refused without a 5xx', async () => {
	const { port } = await door();
	const ask = async (method: string, path: string) => (await fetch(`http://127.0.0.1:${port}${path}`, { method })).status;
	expect(await ask('GET', '/serve/acme/flights/delay/invocations')).toBe(405);
	expect(await ask('POST', '/serve/acme/flights/delay/invocations/')).toBe(404);
	expect(await ask('POST', '/serve/%ff/flights/delay/invocations')).toBe(401);
	expect(await ask('GET', '/serve/../../etc/passwd')).toBe(404);
	expect(await ask('GET', '/healthz')).toBe(200);
});
