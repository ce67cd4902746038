import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { UserActor } from '@interlock/domain/access';
import { makeProject, makeUser, temporaryFolder, type TestProject } from '@interlock/testkit';
import { beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../apps/server/src/test-server.ts';
import { makeScene, openReady } from '../../packages/services/src/change/test-fixture.ts';
import { passedOn } from '../../packages/testkit/src/env.ts';

const MAIN = fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url));
let server: TestServer;
let place: TestProject;
let token: string;
let folder: string;
beforeAll(async () => {
	server = await startTestServer();
	place = await makeProject(server.db);
	token = (await server.tokenOf(await makeUser(server.db, place, ['contributor', 'deployer', 'admin']), place)).token;
	folder = await temporaryFolder();
});

interface Said {
	code: number | null;
	out: string;
	err: string;
}

/** Runs `interlock <words>` as a shell would, with the token in its environment unless told otherwise. */
function interlock(words: string[], env: Record<string, string> = {}): Promise<Said> {
	const given = {
		...passedOn(),
		INTERLOCK_HOME: folder,
		INTERLOCK_URL: server.url,
		INTERLOCK_TOKEN: token,
		INTERLOCK_ORG: place.slug,
		INTERLOCK_PROJECT: `${place.slug}/${place.project}`,
		...env,
	};
	const child = spawn(process.execPath, [MAIN, ...words], { env: given });
	const said: Said = { code: null, out: '', err: '' };
	child.stdout.on('data', (chunk) => {
		said.out += chunk;
	});
	child.stderr.on('data', (chunk) => {
		said.err += chunk;
	});
	return new Promise((resolve) => child.on('close', (code) => resolve({ ...said, code })));
}

async function json(words: string[]): Promise<Record<string, unknown>> {
	const { out, err } = await interlock([...words, '--json']);
	try {
		return JSON.parse(out);
	} catch {
		throw new Error(`no JSON: ${out} ${err}`);
	}
}

describe('the command line', () => {
	test.each([[[]], [['dataset']], [['run', 'start']], [['endpoint', 'rollback']], [['status']]])('explains itself: %j --help', async (words) => {
		const { code, out } = await interlock([...words, '--help']);
		expect(code).toBe(0);
		expect(out).toMatch(/Usage: interlock/);
	});

	test('makes a project and a token, and the token works', async () => {
		expect(await json(['project', 'create', 'From a shell'])).toMatchObject({
			org: place.slug,
			slug: 'from-a-shell',
			trackingUri: `${server.url}/mlflow/${place.slug}/from-a-shell`,
		});
		const made = await interlock(['token', 'create', 'ci', '--scope', 'project:read', '--days', '1']);
		expect(made.out.trim()).toMatch(/^ilk_pat_/);
		expect((await interlock(['project', 'list'], { INTERLOCK_TOKEN: made.out.trim() })).out).toContain('from-a-shell');
	});

	test('pushes a suite as YAML or JSON, as one version where they say the same, and is refused with field, value and limit', async () => {
		const suite = { v: 1, cases: [{ kind: 'minimum', name: 'on time stays near', rows: [{ dep_delay: 0 }], min: -40 }] };
		const yaml = join(folder, 'arrivals.yaml');
		await writeFile(yaml, 'v: 1\ncases:\n  - kind: minimum\n    name: on time stays near\n    rows: [{ dep_delay: 0 }]\n    min: -40\n');
		const other = join(folder, 'cases.json');
		await writeFile(other, JSON.stringify(suite));
		const first = await json(['suite', 'push', yaml]);
		expect(first).toMatchObject({ version: 1 });
		expect(await json(['suite', 'push', 'arrivals', other])).toEqual(first);
		await writeFile(yaml, 'v: 1\ncases:\n  - kind: minimum\n    name: x\n    rows: [{ dep_delay: 0 }]\n    min: -40\n');
		const refused = await interlock(['suite', 'push', yaml]);
		expect([refused.code, refused.err]).toEqual([1, expect.stringMatching(/cases.*name: must have at least 3 characters/)]);
	});

	test('pushes a dataset, says when the bytes were there, and names row and column of a bad one', async () => {
		const file = join(folder, 'flights.csv');
		await writeFile(file, 'id,delay\n1,5\n2,7\n');
		const promises = join(folder, 'promises.json');
		await writeFile(promises, JSON.stringify({ columns: [{ name: 'delay', max: 100 }] }));
		const push = (...more: string[]) => interlock(['dataset', 'push', 'flights', file, '--period', '2013-01', ...more]);
		expect((await push('--expectations', promises)).out).toMatch(/^flights v1, 2 rows, [0-9a-f]{12}\n$/);
		expect((await push()).out).toContain('(was there already)');
		await writeFile(file, 'id,delay\n1,5\n2,700\n');
		expect(await push()).toMatchObject({
			code: 1,
			out: '',
			err: expect.stringContaining('row 2, column "delay": 700 is not at most 100. Nothing was stored.'),
		});
	});

	test('starts a training of the dataset and cancels it', async () => {
		const started = await json(['run', 'start', 'nyc-flights', '--dataset', 'flights@2013-01', '--param', 'trees=20']);
		expect(started).toMatchObject({ runId: expect.stringMatching(/^[0-9a-f]{32}$/) });
		expect(await interlock(['run', 'cancel', String(started.runId)])).toMatchObject({ code: 0, out: 'asked to stop\n' });
	});

	test.each([
		[['run', 'start', 'nyc-flights', '--dataset', 'flights:all'], /role must be train or holdout/],
		[['run', 'start', 'nyc-flights', '--dataset', 'nothing'], /"nothing" is not in this project/],
		[['run', 'start', 'nyc-flights', '--dataset', 'flights', '--param', 'trees'], /must be key=value/],
		[['token', 'create', '--days', 'x'], /must be a whole number/],
		[['endpoint', 'rollback', 'delay'], /required option/],
		[['endpoint', 'status', 'nothing'], /not found/],
		[['dataset', 'push', 'flights', '/nowhere.csv'], /nowhere\.csv/],
		[['change', 'status', '999'], /not found/],
		[['no-such-thing'], /unknown command/],
	])('a mistake is one sentence and code 1: %j', async (words, sentence) => {
		const { code, err, out } = await interlock(words);
		expect(code).toBe(1);
		expect(err).toMatch(sentence);
		expect(err).not.toMatch(/\n\s+at /);
		expect(out).toBe('');
	});

	test('recalls a dataset version, lists and shows it, and refuses its maker who would lift it', async () => {
		const made = await interlock(['recall', 'make', '--dataset', 'flights@1', '--reason', 'The delays are in hours.']);
		expect(made.out).toMatch(/^[0-9a-f-]{36}: 0 versions, 0 open changes, 0 endpoints depend on it\nhttp/);
		const [id = ''] = made.out.split(':');
		expect((await interlock(['recall', 'list'])).out).toContain(`${id}  flights version 1: nothing left to do. The delays are in hours.`);
		expect(await json(['recall', 'show', id])).toMatchObject({ name: 'flights version 1', items: [], lifted: null });
		expect(await interlock(['recall', 'lift', id, '--reason', 'No, they are not.'])).toMatchObject({
			code: 1,
			err: expect.stringContaining('You made flights version 1'),
		});
	});

	test('shows the inbox', async () => {
		expect((await interlock(['inbox'])).out).toBe('Waits for you:\n  nothing\nYou opened:\n  nothing\nUnread:\n  nothing\n');
	});

	test('labels are checked line by line before any is sent', async () => {
		const file = join(folder, 'labels.csv');
		await writeFile(file, 'prediction_id,value\na/0,1\nb/0,NaN\n');
		expect(await interlock(['labels', 'push', 'delay', file])).toMatchObject({ code: 1, err: expect.stringContaining('line 3: must be an id and a number') });
		await writeFile(file, 'id,value\na/0,1\n');
		expect((await interlock(['labels', 'push', 'delay', file])).err).toContain('the first line must be "prediction_id,value"');
	});

	test('status is JSON for machines: ready, parts, quickstart', async () => {
		expect(await json(['status'])).toMatchObject({ ready: false, parts: { server: 'ready', postgres: 'ready' }, quickstart: null });
	});

	test('verifies the audit log, and ends with 1 when it is broken', async () => {
		expect(await interlock(['audit', 'verify'])).toMatchObject({
			code: 0,
			out: expect.stringMatching(/^intact: \d+ entries, 0 checkpoints, head [0-9a-f]{64}\n$/),
		});
		await server.db.sql.unsafe(
			`alter table audit_log disable trigger all; update audit_log set entry = convert_to(replace(convert_from(entry, 'utf8'), 'allowed', 'denied'), 'utf8') where n = 1; alter table audit_log enable always trigger audit_log_append_only`,
		);
		expect(await interlock(['audit', 'verify'])).toMatchObject({ code: 1, out: expect.stringContaining('BROKEN at entry 1') });
		expect(await json(['audit', 'verify'])).toMatchObject({ intact: false, firstBad: 1 });
	});

	test('puts processes back', async () => {
		expect(await interlock(['processes', 'rebuild'])).toMatchObject({ code: 0, out: expect.stringContaining('1 runs') });
	});

	test('R16: an approval that needs a fresh proof is not given by a token; the page to open is said', async () => {
		const scene = await makeScene(server.db);
		scene.clock.nowMs = Date.now();
		const { number } = await openReady(scene);
		const jonas = await server.tokenOf(scene.jonas.actor as UserActor, scene.project);
		const said = await interlock(['change', 'review', String(number), 'approve', '--project', `${scene.project.slug}/${scene.project.project}`], {
			INTERLOCK_TOKEN: jonas.token,
		});
		const page = `${server.url}/${scene.project.slug}/${scene.project.project}/changes/${number}`;
		expect(said).toMatchObject({ code: 1, out: '' });
		expect(said.err).toContain(`An API token can't step up: this needs its person in the browser, with their password or a passkey. Open ${page}\n`);
	});

	test('an instance that does not answer, and a token that is none, are said in one sentence', async () => {
		expect((await interlock(['status'], { INTERLOCK_URL: 'http://127.0.0.1:9' })).err).toMatch(
			/^interlock: Interlock can't be reached at http:\/\/127\.0\.0\.1:9/,
		);
		expect((await interlock(['project', 'list'], { INTERLOCK_TOKEN: 'nonsense' })).err).toMatch(/missing, unknown, expired or revoked/);
	});

	test('no secret is printed but the one that was asked for', async () => {
		const { out, err } = await interlock(['status', '--json']);
		expect(out + err).not.toContain('ilk_');
	});
});
