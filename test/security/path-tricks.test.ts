import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { watchState } from './unchanged.ts';
import { HOSTILE_SOURCES, PATH_TEXTS, PATH_TRICKS } from './vectors.ts';
import { type SecurityWorld, securityWorld } from './world.ts';

let world: SecurityWorld;
let watch: { changed(): Promise<boolean> };
let mlflow: string;
let rest: string;
let around: string[];
beforeAll(async () => {
	world = await securityWorld();
	const { org, project } = world.mine.names;
	mlflow = `/mlflow/${org}/${project}/api/2.0`;
	rest = `/api/v1/projects/${org}/${project}`;
	around = await outside();
	watch = await watchState(world.server.db, world.server.env.blobs);
}, 120_000);

/** What lies beside the blob folder. */
async function outside(): Promise<string[]> {
	return (await readdir(dirname(world.server.env.blobs))).sort();
}

/** Sends what must be refused by 4xx and leave everything as it was. */
async function refused(path: string, options: { method?: string; body?: string; json?: unknown } = {}): Promise<string | null> {
	const { status, text } = await world.server.raw(path, { ...options, token: world.mine.writer });
	const changed = await watch.changed();
	if (status >= 400 && status < 500 && !changed) return null;
	return `${status} ${changed ? 'changed something ' : ''}${text.slice(0, 200)}`;
}

/** Every vector that was not refused, with what happened. */
async function accepted(vectors: readonly string[], send: (vector: string) => Promise<string | null>): Promise<unknown[]> {
	await watch.changed();
	const found: unknown[] = [];
	for (const vector of vectors) {
		const problem = await send(vector);
		if (problem) found.push([vector.slice(0, 80), problem]);
	}
	return found;
}

describe('an address that pretends to be a path', () => {
	test.each(['PUT', 'GET', 'DELETE'])('of an artifact is refused: %s', async (method) => {
		const at = `${mlflow}/mlflow-artifacts/artifacts/0/${world.mine.names.run}/artifacts/`;
		expect(await accepted(PATH_TRICKS, (trick) => refused(at + trick, { method, body: method === 'PUT' ? 'x' : undefined }))).toEqual([]);
	});

	test('of an artifact in another run, experiment or nowhere is refused', async () => {
		const { run } = world.mine.names;
		const roots = [
			'',
			`1/${run}/artifacts/`,
			`0/${run}/`,
			`0/${run}x/artifacts/`,
			`0/${world.theirs.names.run}/artifacts/`,
			`0/models/${world.theirs.names.loggedModel}/artifacts/`,
			`../0/${run}/artifacts/`,
			'0/../0/',
		];
		for (const method of ['PUT', 'GET', 'DELETE']) {
			expect(
				await accepted(roots, (root) => refused(`${mlflow}/mlflow-artifacts/artifacts/${root}file.txt`, { method, body: method === 'PUT' ? 'x' : undefined })),
			).toEqual([]);
		}
	});

	test.each([
		['a dataset', (trick: string) => `${rest}/datasets/${trick}`],
		['a run', (trick: string) => `${rest}/runs/${trick}`],
		['a model', (trick: string) => `${rest}/models/${trick}`],
		['an endpoint', (trick: string) => `${rest}/endpoints/${trick}`],
		['a change', (trick: string) => `${rest}/changes/${trick}`],
		['a project', (trick: string) => `/api/v1/projects/${world.mine.names.org}/${trick}/runs`],
		['a tracking address', (trick: string) => `/mlflow/${world.mine.names.org}/${trick}/api/2.0/mlflow/experiments/get?experiment_id=0`],
	])('in the place of %s is refused', async (_what, address) => {
		// What the client tidies away itself is the address of the list above.
		const tricks = PATH_TRICKS.filter((trick) => !/^\.{0,2}\/?$|^\.\.\/|^(%2e|\.){1,2}(\/|$)/i.test(trick) && trick !== '.' && trick !== '..');
		expect(await accepted(tricks, (trick) => refused(address(trick)))).toEqual([]);
	});

	test('as the name of a new dataset is refused, before its bytes are kept', async () => {
		const tricks = PATH_TRICKS.filter((trick) => !/^(\.|%2e)|^a\/\.?\/?b?$/i.test(trick));
		expect(await accepted(tricks, (trick) => refused(`${rest}/datasets/${trick}/versions?format=csv`, { method: 'POST', body: 'a\n1\n' }))).toEqual([]);
	});
});

describe('a text that pretends to be a path', () => {
	const query = (values: Record<string, string>) => new URLSearchParams(values).toString();

	test.each([
		['REST file of a run', (text: string) => ({ path: `${rest}/runs/${world.mine.names.run}/file?${query({ path: text })}` })],
		['REST file of a logged model', (text: string) => ({ path: `${rest}/logged-models/${world.mine.names.loggedModel}/file?${query({ path: text })}` })],
		[
			'get-artifact',
			(text: string) => ({
				path: `/mlflow/${world.mine.names.org}/${world.mine.names.project}/get-artifact?${query({ path: text, run_uuid: world.mine.names.run })}`,
			}),
		],
		[
			'get-artifact of a version',
			(text: string) => ({
				path: `/mlflow/${world.mine.names.org}/${world.mine.names.project}/model-versions/get-artifact?${query({ path: text, name: 'arrival-delay', version: '1' })}`,
			}),
		],
		[
			'logged model file',
			(text: string) => ({ path: `${mlflow}/mlflow/logged-models/${world.mine.names.loggedModel}/artifacts/files?${query({ artifact_file_path: text })}` }),
		],
	])('%s is refused', async (_what, request) => {
		expect(await accepted(PATH_TEXTS, (text) => refused(request(text).path))).toEqual([]);
	});

	test('as the folder of a list is refused', async () => {
		const folders = PATH_TEXTS.filter((text) => text !== 'a/');
		expect(await accepted(folders, (text) => refused(`${mlflow}/mlflow/artifacts/list?${query({ run_id: world.mine.names.run, path: text })}`))).toEqual([]);
		expect(await accepted(folders, (text) => refused(`${mlflow}/mlflow-artifacts/artifacts?${query({ path: text })}`))).toEqual([]);
	});
});

describe('where a model may not come from (B01 to B16)', () => {
	test('a source is of this project, or refused', async () => {
		const send = (source: string) => refused(`${mlflow}/mlflow/model-versions/create`, { method: 'POST', json: { name: 'arrival-delay', source } });
		expect(await accepted(HOSTILE_SOURCES, send)).toEqual([]);
	});

	test('no tag, run or model id beside it makes it good', async () => {
		const { run, loggedModel } = world.mine.names;
		const more = { tags: [{ key: 'mlflow.prompt.is_prompt', value: 'true' }], run_id: run, model_id: loggedModel };
		const send = (source: string) => refused(`${mlflow}/mlflow/model-versions/create`, { method: 'POST', json: { name: 'arrival-delay', source, ...more } });
		expect(
			await accepted(
				HOSTILE_SOURCES.filter((source) => source.trim() !== ''),
				send,
			),
		).toEqual([]);
	});

	test('a source of another organization is unknown', async () => {
		const { run, loggedModel } = world.theirs.names;
		const sources = [
			`runs:/${run}/model`,
			`models:/${loggedModel}`,
			`mlflow-artifacts:/0/${run}/artifacts`,
			`mlflow-artifacts:/0/models/${loggedModel}/artifacts`,
			`mlflow-artifacts:/0/${world.mine.names.run}/artifacts/../../${run}/artifacts`,
		];
		const send = (source: string) => refused(`${mlflow}/mlflow/model-versions/create`, { method: 'POST', json: { name: 'arrival-delay', source } });
		expect(await accepted(sources, send)).toEqual([]);
	});

	test('an address elsewhere is a label: kept, never asked, without a file that could be served', async () => {
		const asked: string[] = [];
		const elsewhere = createServer((req, res) => {
			asked.push(req.url ?? '');
			res.end();
		}).listen(0, '127.0.0.1');
		await once(elsewhere, 'listening');
		const { port } = elsewhere.address() as AddressInfo;
		const { org, project } = world.mine.names;
		const sources = [
			`http://127.0.0.1:${port}/artifacts/`,
			`http://localhost:${port}/x`,
			'https://attacker.example/model',
			'ftp://attacker.example/x',
			's3://bucket/key',
			'dbfs:/x',
		];
		for (const source of sources) {
			const json = { name: 'arrival-delay', source };
			const made = await world.server.raw(`${mlflow}/mlflow/model-versions/create`, { method: 'POST', token: world.mine.writer, json });
			expect([source, made.status]).toEqual([source, 200]);
			const { version } = JSON.parse(made.text).model_version;
			const [row] = await world.server.db.sql<
				{ files: unknown[] }[]
			>`select files from model_version where source = ${source} and version = ${Number(version)}`;
			expect(row?.files).toEqual([]);
			const at = `/mlflow/${org}/${project}/model-versions/get-artifact?name=arrival-delay&version=${version}&path=MLmodel`;
			expect((await world.server.raw(at, { token: world.mine.writer })).status).toBe(404);
		}
		expect(asked).toEqual([]);
		elsewhere.close();
	});

	test('whatever root a client wants for its artifacts, they lie where this server keeps them', async () => {
		for (const [n, location] of [...HOSTILE_SOURCES, 'http://169.254.169.254/', 's3://bucket'].entries()) {
			const json = { name: `experiment ${n}`, artifact_location: location };
			const { status, text } = await world.server.raw(`${mlflow}/mlflow/experiments/create`, { method: 'POST', token: world.mine.writer, json });
			if (status !== 200) continue;
			const id = JSON.parse(text).experiment_id;
			const got = await world.server.raw(`${mlflow}/mlflow/experiments/get?experiment_id=${id}`, { token: world.mine.writer });
			expect([location, JSON.parse(got.text).experiment.artifact_location]).toEqual([location, `mlflow-artifacts:/${id}`]);
		}
	});
});

describe('afterwards', () => {
	test('nothing lies beside the blob folder that was not there, every blob is named by its digest, and the log holds no failure', async () => {
		expect(await outside()).toEqual(around);
		const files = (await readdir(world.server.env.blobs, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
		expect(files.length).toBeGreaterThan(0);
		expect(files.filter((entry) => !/^[0-9a-f]{64}$/.test(entry.name))).toEqual([]);
		expect(world.server.log.filter((line) => line.level >= 50)).toEqual([]);
	});
});
