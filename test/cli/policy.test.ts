import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeProject, makeUser, temporaryFolder, type TestProject } from '@interlock/testkit';
import { beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../apps/server/src/test-server.ts';
import { passedOn } from '../../packages/testkit/src/env.ts';

const MAIN = fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url));
let server: TestServer;
let place: TestProject;
let tokens: string[];
let folder: string;
beforeAll(async () => {
	server = await startTestServer();
	place = await makeProject(server.db);
	const people = await Promise.all(['root', 'ada'].map((name) => makeUser(server.db, place, ['admin'], name)));
	await makeUser(server.db, place, ['reviewer'], 'lee');
	await makeUser(server.db, place, ['reviewer'], 'jonas');
	tokens = await Promise.all(people.map(async (person) => (await server.tokenOf(person, place)).token));
	folder = await temporaryFolder();
});

/** Runs `interlock policy <words>` as the first or the second administrator. */
function policy(words: string[], who = 0): Promise<{ code: number | null; out: string; err: string }> {
	const env = {
		...passedOn(),
		INTERLOCK_HOME: folder,
		INTERLOCK_URL: server.url,
		INTERLOCK_TOKEN: tokens[who] ?? '',
		INTERLOCK_PROJECT: `${place.slug}/${place.project}`,
	};
	const child = spawn(process.execPath, [MAIN, 'policy', ...words], { env });
	const said = { code: null as number | null, out: '', err: '' };
	child.stdout.on('data', (chunk) => {
		said.out += chunk;
	});
	child.stderr.on('data', (chunk) => {
		said.err += chunk;
	});
	return new Promise((resolve) => child.on('close', (code) => resolve({ ...said, code })));
}

describe('a policy as YAML on disk', () => {
	test('is written, edited, saved, and refused with field and limit', async () => {
		const file = join(folder, 'staging.yaml');
		expect((await policy(['show', 'staging', '--out', file])).out).toContain('version 1 of staging');
		const text = await readFile(file, 'utf8');
		expect(text).toContain('# review: 1 approval by people with the role reviewer who did not contribute.');
		expect(text).toMatch(/^policy:\n {2}require:\n {4}- name: review\n/m);
		expect((await policy(['save', 'staging', file])).out).toContain('version 1 of staging');
		await writeFile(file, text.replace('count: 1', 'count: 2'));
		expect((await policy(['save', 'staging', file])).out).toContain('version 2 of staging');
		await writeFile(file, text.replace('version: 1', 'version: 2').replace('count: 1', 'count: 9'));
		const refused = await policy(['save', 'staging', file]);
		expect(refused.code).toBe(1);
		expect(refused.err).toContain("require.0.count: 9 approvals can't be given for review, there are 2 people who may");
		await writeFile(file, text.replace('count: 1', 'count: 1\n      when: trafic > 1'));
		expect((await policy(['save', 'staging', file, '--base', '2'])).err).toContain('require[0].when: at 1: "trafic" is no fact; did you mean traffic_pct?');
	});

	test('is proposed where it is protected, and approved by somebody else', async () => {
		const file = join(folder, 'production.yaml');
		await policy(['show', 'production', '--out', file]);
		await writeFile(file, (await readFile(file, 'utf8')).replace('count: 1', 'count: 2'));
		const proposed = await policy(['save', 'production', file, '--reason', 'Two see more.']);
		expect(proposed.out).toMatch(/^proposed as [0-9a-f-]{36}; ada can approve it/);
		const [id = ''] = /[0-9a-f-]{36}/.exec(proposed.out) ?? [];
		expect((await policy(['proposals', 'production'])).out).toContain('+ review: 2 approvals by people with the role reviewer who did not contribute.');
		expect((await policy(['approve', 'production', id])).err).toContain("You proposed this policy, so you can't approve it.");
		expect((await policy(['reject', 'production', id, '--reason', 'Too slow.'], 1)).out.trim()).toBe('rejected');
	});

	test('is tried on past changes, of which there are none yet', async () => {
		expect((await policy(['replay', 'production'])).out).toBe(
			'No decision of a change is kept yet.\n0 of 0 kept decisions come out the same when made again\n',
		);
	});
});
