import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { makeProject, testDatabase } from '@interlock/testkit';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRun } from '@interlock/services/run';
import { type MlflowServer, startMlflowServer } from './mlflow-server.ts';

const LIMITS = { maxJsonBytes: 100_000, maxArtifactBytes: 200_000 };

describe('the MLflow protocol, byte by byte', () => {
	let server: MlflowServer;
	let token: string;
	let url: string;
	let runId: string;
	beforeAll(async () => {
		server = await startMlflowServer(await testDatabase(), LIMITS);
		token = await server.tokenOf(['contributor']);
		url = server.urlOf(server.project);
		runId = (await createRun(server.contributor, server.project.place)).runId;
	});

	const send = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
		const isText = typeof body === 'string';
		const response = await fetch(url + path, {
			method,
			headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
			body: body === undefined ? undefined : isText ? body : JSON.stringify(body),
		});
		const text = await response.text();
		return { status: response.status, text, json: text.startsWith('{') ? (JSON.parse(text) as Record<string, never>) : null };
	};
	const post = (path: string, body: unknown, headers?: Record<string, string>) => send('POST', `/api/2.0/mlflow/${path}`, body, headers);
	const rows = async () =>
		(
			await server.db
				.sql`select (select count(*) from run) as runs, (select count(*) from experiment) as experiments, (select count(*) from metric_point) as points, (select count(*) from artifact) as artifacts, (select count(*) from run_param) as params`
		)[0];
	const DOCS = ' See the API docs for more information about request parameters.';

	it('answers health, version and server-info below the prefix, without a token', async () => {
		for (const [path, text] of [
			['/health', 'OK'],
			['/version', '3.11.1'],
		] as const)
			expect(await (await fetch(url + path)).text()).toBe(text);
		expect(await (await fetch(`${url}/api/3.0/mlflow/server-info`)).json()).toMatchObject({ multipart_uploads_enabled: false, workspaces_enabled: false });
	});

	it.each([
		['experiments/create', {}, `Missing value for required parameter 'name'.${DOCS}`],
		['experiments/create', { name: '' }, `Missing value for required parameter 'name'.${DOCS}`],
		['experiments/create', { name: 123 }, `Invalid value 123 for parameter 'name' supplied:  Hint: Value was of type 'int'.${DOCS}`],
		['experiments/create', { name: 'x', tags: 'y' }, `Invalid value "y" for parameter 'tags' supplied:  Hint: Value was of type 'str'.${DOCS}`],
		['runs/create', { experiment_id: 0 }, `Invalid value 0 for parameter 'experiment_id' supplied:  Hint: Value was of type 'int'.${DOCS}`],
		['runs/create', { start_time: 'soon' }, `Invalid value "soon" for parameter 'start_time' supplied:  Hint: Value was of type 'str'.${DOCS}`],
		['runs/log-metric', { key: 'k', value: 1, timestamp: 1 }, `Missing value for required parameter 'run_id'.${DOCS}`],
		['runs/log-metric', { run_id: 'x', key: 'k', value: 1 }, `Missing value for required parameter 'timestamp'.${DOCS}`],
		[
			'runs/log-metric',
			{ run_id: 'x', key: 'k', value: 'abc', timestamp: 1 },
			`Invalid value "abc" for parameter 'value' supplied:  Hint: Value was of type 'str'.${DOCS}`,
		],
		['runs/log-batch', { run_id: 'x', metrics: [{ key: 'a', value: 1 }] }, `Missing value for required parameter 'metrics[0].timestamp'.${DOCS}`],
		[
			'runs/log-batch',
			{ run_id: 'x', metrics: [{ key: 'a', value: true, timestamp: 1 }] },
			`Invalid value true for parameter 'metrics[0].value' supplied:  Hint: Value was of type 'bool'.${DOCS}`,
		],
		['runs/log-batch', { run_id: 'x', params: [{ value: '1' }] }, `Missing value for required parameter 'params[0].key'.${DOCS}`],
		['runs/log-batch', { run_id: 'x', metrics: [5] }, `Invalid value 5 for parameter 'metrics[0]' supplied:  Hint: Value was of type 'int'.${DOCS}`],
		[
			'runs/update',
			{ run_id: 'x', status: 'DONE' },
			`Invalid value "DONE" for parameter 'status' supplied. It must be one of RUNNING, SCHEDULED, FINISHED, FAILED, KILLED.`,
		],
		['runs/search', { experiment_ids: [0] }, `Invalid value [0] for parameter 'experiment_ids' supplied:  Hint: Value was of type 'list'.${DOCS}`],
		['registered-models/create', { name: null }, `Missing value for required parameter 'name'.${DOCS}`],
		[
			'runs/log-batch',
			{ run_id: 'x', metrics: [{ key: '../a', value: 1, timestamp: 1 }] },
			'Invalid value "../a" for parameter \'metrics[0].name\' supplied: Names may be treated as files',
		],
		[
			'runs/set-tag',
			{ run_id: 'x', key: 'k', value: { a: 1 } },
			`Invalid value {"a":1} for parameter 'value' supplied:  Hint: Value was of type 'dict'.${DOCS}`,
		],
	])('refuses %s %j with the sentence that clients know', async (path, body, sentence) => {
		const before = await rows();
		const answer = await post(path, body);
		expect(answer).toMatchObject({ status: 400, json: { error_code: 'INVALID_PARAMETER_VALUE' } });
		expect(answer.json?.message).toContain(sentence);
		expect(await rows()).toEqual(before);
	});

	it('takes 64-bit integers as texts, enums as numbers, NaN as text, JSON encoded twice, and ignores unknown fields', async () => {
		const run = (await post('runs/create', { experiment_id: '0', start_time: '1700000000000', run_name: 'r', something: [1] })).json as {
			run: { info: { run_id: string; start_time: number; status: string } };
		} | null;
		expect(run?.run.info).toMatchObject({ start_time: 1_700_000_000_000, status: 'RUNNING' });
		const id = run?.run.info.run_id ?? '';
		expect((await post('runs/log-metric', JSON.stringify(JSON.stringify({ run_id: id, key: 'm', value: 'NaN', timestamp: '5', step: '2' })))).status).toBe(200);
		expect((await send('GET', `/api/2.0/mlflow/metrics/get-history?run_uuid=${id}&metric_key=m`)).json).toEqual({
			metrics: [{ key: 'm', value: 'NaN', timestamp: 5, step: 2 }],
		});
		expect((await post('runs/update', { run_uuid: id, status: 3, end_time: 1_700_000_000_001 })).json).toMatchObject({
			run_info: { status: 'FINISHED', end_time: 1_700_000_000_001 },
		});
		expect((await post('experiments/search', { view_type: 1, max_results: 5 })).json).toMatchObject({ experiments: [{ experiment_id: '0', name: 'Default' }] });
		expect((await send('GET', '/ajax-api/2.0/mlflow/experiments/get?experiment_id=0')).json).toMatchObject({
			experiment: { name: 'Default', lifecycle_stage: 'active' },
		});
	});

	it('refuses broken, binary and foreign bodies, a bare NaN and U+0000, and stores nothing', async () => {
		const before = await rows();
		const cases: [string, Record<string, string>, string][] = [
			['{"name": ', {}, 'MALFORMED_REQUEST'],
			['{"run_id": "x", "key": "k", "value": NaN, "timestamp": 1}', {}, 'MALFORMED_REQUEST'],
			['[1]', {}, 'INVALID_PARAMETER_VALUE'],
			['"text"', {}, 'MALFORMED_REQUEST'],
			['{"name": "a\\u0000b"}', {}, 'INVALID_PARAMETER_VALUE'],
			['name=x', { 'content-type': 'application/x-www-form-urlencoded' }, 'INVALID_PARAMETER_VALUE'],
		];
		for (const [body, headers, code] of cases) {
			const answer = await post('experiments/create', body, headers);
			expect([answer.status, answer.json?.error_code], body).toEqual([400, code]);
		}
		const bytes = await fetch(`${url}/api/2.0/mlflow/experiments/create`, {
			method: 'POST',
			headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
			body: new Uint8Array([0xff, 0xfe, 0x7b]),
		});
		expect(bytes.status).toBe(400);
		expect((await post('experiments/create', { name: '__proto__', tags: [{ key: '__proto__', value: '1' }] })).status).toBe(200);
		expect(await rows()).toEqual({ ...before, experiments: String(Number(before?.experiments) + 1) });
	});

	it('names the limit of a body that is too large, declared or not, and is not retried', async () => {
		const big = JSON.stringify({ name: 'x'.repeat(LIMITS.maxJsonBytes) });
		const answer = await post('experiments/create', big);
		expect(answer).toMatchObject({ status: 413, json: { error_code: 'BAD_REQUEST', message: 'body: more than the limit of 100000 bytes' } });
		const streamed = await fetch(`${url}/api/2.0/mlflow/experiments/create`, {
			method: 'POST',
			headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
			body: new Blob([big]).stream(),
			duplex: 'half',
		} as RequestInit);
		expect(streamed.status).toBe(413);
	});

	it('moves files whole in both directions and enforces size and declared digest', async () => {
		const content = Buffer.alloc(150_000, 'interlock ');
		const path = `/api/2.0/mlflow-artifacts/artifacts/0/${runId}/artifacts/data/${encodeURIComponent('größe 1+2.bin')}`;
		const digest = `sha-256=:${createHash('sha256').update(content).digest('base64')}:`;
		const put = (body: Buffer, headers: Record<string, string> = {}) =>
			fetch(url + path, { method: 'PUT', headers: { authorization: `Bearer ${token}`, ...headers }, body });
		expect([(await put(content, { 'content-digest': digest })).status, await (await put(content)).text()]).toEqual([200, '']);
		const back = await fetch(url + path, { headers: { authorization: `Bearer ${token}` } });
		expect(Buffer.from(await back.arrayBuffer()).equals(content)).toBe(true);
		expect([back.headers.get('content-length'), back.headers.get('content-digest'), back.headers.get('x-content-type-options')]).toEqual([
			'150000',
			digest,
			'nosniff',
		]);
		const before = await rows();
		expect((await put(Buffer.from('other'), { 'content-digest': digest })).status).toBe(400);
		const tooLong = await put(Buffer.alloc(LIMITS.maxArtifactBytes + 1));
		expect([tooLong.status, await tooLong.json()]).toEqual([
			413,
			{ error_code: 'BAD_REQUEST', message: 'body: 200001 bytes, more than the limit of 200000 bytes' },
		]);
		expect(Buffer.from(await (await fetch(url + path, { headers: { authorization: `Bearer ${token}` } })).arrayBuffer()).equals(content)).toBe(true);
		expect(await rows()).toEqual(before);
		const files = (await send('GET', `/api/2.0/mlflow-artifacts/artifacts?path=0/${runId}/artifacts/data`)).json;
		expect(files).toEqual({ files: [{ path: 'größe 1+2.bin', is_dir: false, file_size: 150_000 }] });
		expect((await send('GET', `/get-artifact?run_id=${runId}&path=data/gr%C3%B6%C3%9Fe%201%2B2.bin`)).status).toBe(200);
	});

	it('keeps nothing of an upload that breaks off', async () => {
		const before = await rows();
		const { hostname, port, pathname } = new URL(url);
		await new Promise<void>((resolve) => {
			const socket = connect(Number(port), hostname, () => {
				socket.write(
					`PUT ${pathname}/api/2.0/mlflow-artifacts/artifacts/0/${runId}/artifacts/cut HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nContent-Length: 1000\r\n\r\nonly a part`,
				);
				setTimeout(() => socket.destroy(), 200);
			});
			socket.once('close', () => resolve());
		});
		await new Promise((resolve) => setTimeout(resolve, 300));
		expect(await rows()).toEqual(before);
	});

	it.each(['%2e%2e%2fx', 'a%2f..%2f..%2fb', 'a%5cb', 'a%00b', 'c%3aa', '%252e%252e', 'a//b', 'a%0ab', '%ff', 'e%CC%81'])(
		'refuses the artifact name %s',
		async (name) => {
			const before = await rows();
			for (const method of ['PUT', 'GET', 'DELETE']) {
				const answer = await send(method, `/api/2.0/mlflow-artifacts/artifacts/0/${runId}/artifacts/${name}`, method === 'PUT' ? 'x' : undefined);
				expect([answer.status, answer.json?.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
			}
			expect(await rows()).toEqual(before);
		},
	);

	it('finds nothing outside of runs and logged models, and climbs nowhere', async () => {
		for (const path of [
			'/api/2.0/mlflow-artifacts/artifacts/0/../../../etc/passwd',
			'/api/2.0/mlflow-artifacts/artifacts/etc/passwd',
			`/api/2.0/mlflow-artifacts/artifacts/0/${runId}/other`,
			'/get-artifact?path=../x&run_id=1',
		]) {
			expect((await send('GET', path)).status, path).toBeGreaterThanOrEqual(400);
			expect((await send('GET', path)).status, path).toBeLessThan(500);
		}
	});

	it("answers another project's ids exactly like unknown ones", async () => {
		const other = await makeProject(server.db, { id: server.project.id, slug: server.project.slug });
		const theirs = await server.tokenOf(['contributor'], { project: other });
		const made = await fetch(`${server.urlOf(other)}/api/2.0/mlflow/runs/create`, {
			method: 'POST',
			headers: { authorization: `Bearer ${theirs}`, 'content-type': 'application/json' },
			body: '{}',
		});
		const theirRun = ((await made.json()) as { run: { info: { run_id: string } } }).run.info.run_id;
		const unknown = 'f'.repeat(32);
		for (const path of [`/api/2.0/mlflow/runs/get?run_id=`, '/api/2.0/mlflow/artifacts/list?run_id=']) {
			const [a, b] = [await send('GET', path + theirRun), await send('GET', path + unknown)];
			expect(a.status).toBe(404);
			expect(a.text.replace(theirRun, unknown)).toBe(b.text);
		}
		const foreign = await fetch(`${server.urlOf(other)}/api/2.0/mlflow/experiments/get?experiment_id=0`, { headers: { authorization: `Bearer ${token}` } });
		const nowhere = await fetch(`${server.urlOf({ ...other, project: 'no-such-project' })}/api/2.0/mlflow/experiments/get?experiment_id=0`, {
			headers: { authorization: `Bearer ${token}` },
		});
		expect([foreign.status, await foreign.text()]).toEqual([nowhere.status, await nowhere.text()]);
	});

	it('answers 401 without a good token', async () => {
		for (const text of ['', 'Bearer nonsense', `Bearer ${token.slice(0, -1)}x`]) {
			const answer = await fetch(`${url}/api/2.0/mlflow/experiments/get?experiment_id=0`, { headers: text === '' ? {} : { authorization: text } });
			expect([answer.status, ((await answer.json()) as { error_code: string }).error_code]).toEqual([401, 'UNAUTHENTICATED']);
		}
	});

	it("gives the points of several runs in one answer, and the datasets that an experiment's runs used, each once", async () => {
		const runs = [(await createRun(server.contributor, server.project.place)).runId, (await createRun(server.contributor, server.project.place)).runId].sort();
		for (const run_id of runs) {
			const metrics = [2, 1].map((step) => ({ key: 'loss', value: step / 2, timestamp: step, step }));
			expect((await post('runs/log-batch', { run_id, metrics })).status).toBe(200);
			const dataset = { name: 'flights', digest: 'd1', source_type: 'code', source: '{}' };
			const tags = [{ key: 'mlflow.data.context', value: 'training' }];
			expect((await post('runs/log-inputs', { run_id, datasets: [{ dataset, tags }] })).status).toBe(200);
		}
		const bulk = (query: string) => send('GET', `/ajax-api/2.0/mlflow/metrics/get-history-bulk?${query}`);
		const both = `${runs.map((id) => `run_id=${id}`).join('&')}&metric_key=loss`;
		expect((await bulk(both)).json).toEqual({
			metrics: runs.flatMap((run_id) => [1, 2].map((step) => ({ key: 'loss', value: step / 2, timestamp: step, step, run_id }))),
		});
		expect((await bulk(`${both}&max_results=3`)).json?.metrics).toHaveLength(3);
		const sentences: [string, string][] = [
			['metric_key=loss', 'GetMetricHistoryBulk request must specify at least one run_id.'],
			[`run_id=${runs[0]}`, 'GetMetricHistoryBulk request must specify a metric_key.'],
			[`${'run_id=x&'.repeat(101)}metric_key=a`, 'GetMetricHistoryBulk request cannot specify more than 100 run_ids. Received 101 run_ids.'],
		];
		for (const [query, message] of sentences)
			expect(await bulk(query)).toMatchObject({ status: 400, json: { error_code: 'INVALID_PARAMETER_VALUE', message } });

		const datasets = (experiment_ids: string[]) => send('POST', '/ajax-api/2.0/mlflow/experiments/search-datasets', { experiment_ids });
		expect((await datasets(['0'])).json).toEqual({ dataset_summaries: [{ experiment_id: '0', name: 'flights', digest: 'd1', context: 'training' }] });
		expect((await datasets([])).json?.message).toBe('SearchDatasets request must specify at least one experiment_id.');
		expect((await datasets(Array(21).fill('0'))).json?.message).toBe(
			'SearchDatasets request cannot specify more than 20 experiment_ids. Received 21 experiment_ids.',
		);
	});

	it('keeps a file that a page sends for a run, and what old clients say of a model', async () => {
		const upload = (query: string, body: string) => send('POST', `/ajax-api/2.0/mlflow/upload-artifact?${query}`, body);
		expect((await upload(`run_uuid=${runId}&path=notes/a.txt`, 'hello')).status).toBe(200);
		expect((await send('GET', `/get-artifact?run_uuid=${runId}&path=notes/a.txt`)).text).toBe('hello');
		const refused: [string, string, string][] = [
			['path=a.txt', 'x', 'Request must specify run_uuid.'],
			[`run_uuid=${runId}`, 'x', 'Request must specify path.'],
			[`run_uuid=${runId}&path=a.txt`, '', 'Request must specify data.'],
		];
		for (const [query, body, message] of refused) expect(await upload(query, body)).toMatchObject({ status: 400, json: { message } });
		expect((await upload(`run_uuid=${runId}&path=../a.txt`, 'x')).status).toBe(400);

		const model = { run_id: runId, artifact_path: 'model', utc_time_created: '2026-01-01 00:00:00', flavors: {} };
		for (const artifact_path of ['one', 'two'])
			expect((await post('runs/log-model', { run_id: runId, model_json: JSON.stringify({ ...model, artifact_path }) })).status).toBe(200);
		const { run } = (await send('GET', `/api/2.0/mlflow/runs/get?run_id=${runId}`)).json as unknown as {
			run: { data: { tags: { key: string; value: string }[] } };
		};
		const history = JSON.parse(run.data.tags.find(({ key }) => key === 'mlflow.log-model.history')?.value ?? '[]') as { artifact_path: string }[];
		expect(history.map(({ artifact_path }) => artifact_path)).toEqual(['one', 'two']);
		expect((await post('runs/log-model', { run_id: runId, model_json: '{' })).json?.message).toMatch(/^Malformed model info/);
		expect((await post('runs/log-model', { run_id: runId, model_json: '{"flavors":{}}' })).json?.message).toBe(
			"Model json is missing mandatory fields: {'artifact_path', 'run_id', 'utc_time_created'}",
		);
	});

	it.each([
		'POST /api/3.0/mlflow/traces/search',
		'GET /api/2.0/mlflow/webhooks',
		'POST /v1/traces',
		'POST /graphql',
		'POST /api/2.0/mlflow-artifacts/mpu/create/0/x',
		'GET /api/3.0/mlflow/scorers/list',
		'POST /api/3.0/mlflow/gateway/endpoints/create',
	])('answers %s with a clean 501', async (line) => {
		const [method = '', path = ''] = line.split(' ');
		const answer = await send(method, path, method === 'POST' ? {} : undefined);
		expect(answer).toMatchObject({ status: 501, json: { error_code: 'NOT_IMPLEMENTED', message: `Interlock does not serve ${line} yet.` } });
	});

	it('answers unknown endpoints 404 and has logged no error of its own', async () => {
		expect((await send('GET', '/api/2.0/mlflow/no/such')).json).toMatchObject({ error_code: 'ENDPOINT_NOT_FOUND' });
		expect(server.errors).toEqual([]);
		expect(server.requests.filter((line) => / (408|429|5(?!01)\d\d)$/.test(line))).toEqual([]);
	});
});
