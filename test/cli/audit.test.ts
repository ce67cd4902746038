import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inTransaction } from '@interlock/db';
import { chainInput, GENESIS_HASH } from '@interlock/domain/audit';
import { createCheckpointSigner, makeCheckpoints, publishCheckpoints, recordAudit, rememberCheckpointKey, sealEntries } from '@interlock/services/audit';
import { makeOrg, makeUser, temporaryFolder, testContext, type TestOrg } from '@interlock/testkit';
import { beforeAll, describe, expect, test } from 'vitest';
import { filePublisher } from '../../apps/server/src/checkpoint/file-publisher.ts';
import { startTestServer, type TestServer } from '../../apps/server/src/test-server.ts';
import { commentOnChange, reviewChange } from '../../packages/services/src/change/index.ts';
import { makeScene, openReady } from '../../packages/services/src/change/test-fixture.ts';
import { appendLeaves, leafHash, sha256Hex, type Tiles } from '../../packages/storage/src/index.ts';
import { passedOn } from '../../packages/testkit/src/env.ts';

const MAIN = fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url));
const OFFLINE = fileURLToPath(new URL('../../packages/cli/src/audit/', import.meta.url));
const KEY = randomBytes(32).toString('base64url');
const signer = createCheckpointSigner(KEY);

let server: TestServer;
let folder: string;
beforeAll(async () => {
	folder = await temporaryFolder();
	server = await startTestServer({ checkpoints: `file:${join(folder, 'by-the-server')}` });
	server.running.instance.env.checkpointKey = KEY;
	await rememberCheckpointKey(server.db, signer);
});

interface Log extends TestOrg {
	token: string;
	/** Where its checkpoints are published. */
	outside: string;
}

/** An organization with 40 sealed entries, its auditor's token being the first, and checkpoints at 10, 20, 30 and 40, published outside. */
async function publishedLog(): Promise<Log> {
	const org = await makeOrg(server.db);
	const auditor = await makeUser(server.db, org, ['auditor']);
	const { token } = await server.tokenOf(auditor, org);
	const outside = join(folder, org.slug);
	const ctx = await testContext(server.db, auditor);
	await sealAll();
	for (let i = 1; i <= 4; i++) {
		await inTransaction(server.db, async (tx) => {
			for (let j = 0; j < (i === 1 ? 9 : 10); j++)
				await recordAudit(tx, ctx, { action: 'thing.done', orgId: org.id, projectId: null, target: { kind: 'thing', id: `${i}-${j}` } });
		});
		await sealAll();
		await makeCheckpoints(server.db, signer, new Date(Date.now() + i * 60_000));
	}
	while (await publishCheckpoints(server.db, filePublisher(folder), () => new Date()));
	return { ...org, token, outside };
}

async function sealAll(): Promise<void> {
	while ((await sealEntries(server.db)) > 0);
}

async function interlock(log: Log, ...words: string[]): Promise<{ code: number | null; out: string }> {
	const child = spawn(process.execPath, [MAIN, ...words], {
		env: { ...passedOn(), INTERLOCK_HOME: folder, INTERLOCK_URL: server.url, INTERLOCK_TOKEN: log.token, INTERLOCK_ORG: log.slug },
	});
	let out = '';
	for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (out += chunk));
	return new Promise((resolve) => child.on('close', (code) => resolve({ code, out })));
}

/** What a database superuser can do: every guard off, statements, the guards on again. */
async function asSuperuser(...statements: string[]): Promise<void> {
	const guards = ['audit_log', 'audit_tile', 'audit_checkpoint'];
	await server.db.sql.unsafe(guards.map((table) => `alter table ${table} disable trigger all`).join(';'));
	for (const statement of statements) await server.db.sql.unsafe(statement);
	await server.db.sql.unsafe(guards.map((table) => `alter table ${table} enable trigger all`).join(';'));
}

/** Numbers, leaves, hashes, head, tree and checkpoints made to fit what the rows say now: nothing inside the database contradicts them any more. */
async function forgeEverythingInside({ id }: Log): Promise<void> {
	// What waits may have no place in a log whose head was left behind.
	await sealAll().catch(() => {});
	const rows = await server.db.sql<{ n: number; entry: Buffer }[]>`select n::int, entry from audit_log where org_id = ${id} order by n`;
	let hash = GENESIS_HASH;
	const forged: string[] = [`update audit_log set n = n + 1000000 where org_id = '${id}'`];
	for (const [i, { n, entry }] of rows.entries()) {
		const leaf = sha256Hex(entry);
		hash = sha256Hex(chainInput(hash, i + 1, leaf));
		forged.push(`update audit_log set n = ${i + 1}, leaf = '${leaf}', hash = '${hash}' where org_id = '${id}' and n = ${n + 1_000_000}`);
	}
	const tiles: Tiles = new Map();
	appendLeaves(
		tiles,
		0,
		rows.map((row) => leafHash(row.entry)),
	);
	forged.push(`delete from audit_tile where org_id = '${id}'`, `delete from audit_checkpoint where org_id = '${id}'`);
	for (const [key, hashes] of tiles) forged.push(`insert into audit_tile values ('${id}', ${key.split('/').join(', ')}, '\\x${hashes.toString('hex')}')`);
	forged.push(`update audit_head set n = ${rows.length}, hash = '${hash}', tree_size = ${rows.length} where org_id = '${id}'`);
	await asSuperuser(...forged);
}

const CHANGE = (id: string) => [
	`update audit_log set entry = convert_to(replace(convert_from(entry, 'utf8'), 'thing.done', 'thing.DONE'), 'utf8') where org_id = '${id}' and n = 17`,
];
const DELETE = (id: string) => [`delete from audit_log where org_id = '${id}' and n = 17`];
const REORDER = (id: string) => [
	`update audit_log set n = -1 where org_id = '${id}' and n = 17`,
	`update audit_log set n = 17 where org_id = '${id}' and n = 33`,
	`update audit_log set n = 33 where org_id = '${id}' and n = -1`,
];
const INSERT = (id: string) => [
	`update audit_log set n = n + 1000000 where org_id = '${id}' and n >= 17`,
	`update audit_log set n = n - 999999 where org_id = '${id}' and n > 1000000`,
	`insert into audit_log select org_id, 17, gen_random_uuid(), convert_to(replace(convert_from(entry, 'utf8'), 'thing.done', 'thing.never'), 'utf8'), leaf, hash, at_ms, action, actor, actor_id, target_kind, target_id, project_id, decision from audit_log where org_id = '${id}' and n = 18`,
];

describe('one row of the log touched by a database superuser', () => {
	test.each([
		['changed', CHANGE],
		['deleted', DELETE],
		['reordered', REORDER],
		['inserted', INSERT],
	])('%s: verify names the first bad entry, also when everything inside the database was made to fit', async (_what, tamper) => {
		const log = await publishedLog();
		expect(await interlock(log, 'audit', 'verify', '--checkpoints', log.outside)).toMatchObject({
			code: 0,
			out: expect.stringMatching(/^intact: \d+ entries, /),
		});
		await asSuperuser(...tamper(log.id));
		const clumsy = await interlock(log, 'audit', 'verify');
		expect(clumsy).toMatchObject({ code: 1, out: expect.stringContaining('BROKEN at entry 17: ') });
		await forgeEverythingInside(log);
		expect(await interlock(log, 'audit', 'verify')).toMatchObject({ code: 0 });
		const outside = await interlock(log, 'audit', 'verify', '--checkpoints', log.outside);
		expect(outside).toMatchObject({ code: 1, out: 'BROKEN at entry 17: entry 17 is not the one that was published outside\n' });
		const notes = readdirSync(log.outside).filter((name) => name.endsWith('.checkpoint'));
		const alone = join(folder, `${log.slug}.note`);
		await writeFile(alone, await readFile(join(log.outside, notes.sort()[1] ?? ''), 'utf8'));
		expect(await interlock(log, 'audit', 'verify', '--checkpoints', alone)).toMatchObject({
			code: 1,
			out: expect.stringMatching(/^BROKEN at entry \d+: the log is not the one signed at 20 entries/),
		});
	});

	test('the newest entries cut off, all else made to fit: names the first that is gone', async () => {
		const log = await publishedLog();
		await asSuperuser(`delete from audit_log where org_id = '${log.id}' and n > 35`);
		await forgeEverythingInside(log);
		const { out } = await interlock(log, 'audit', 'verify', '--checkpoints', log.outside);
		expect(out).toBe('BROKEN at entry 36: a checkpoint was signed at 40 entries, the log has 35\n');
	});

	test('a tree that no longer begins with the last checkpoint is never signed', async () => {
		const log = await publishedLog();
		await asSuperuser(`update audit_tile set hashes = set_byte(hashes, 3, (get_byte(hashes, 3) + 1) % 256) where org_id = '${log.id}'`);
		const ctx = await testContext(server.db, await makeUser(server.db, log, ['auditor']));
		await inTransaction(server.db, (tx) => recordAudit(tx, ctx, { action: 'thing.done', orgId: log.id, projectId: null, target: { kind: 'thing', id: 'x' } }));
		await sealAll();
		await expect(makeCheckpoints(server.db, signer, new Date(Date.now() + 3_600_000))).rejects.toThrow(
			`organization ${log.id} no longer begins with its last checkpoint`,
		);
	});
});

describe('evidence', () => {
	test('the pack of a change is verified offline; its page says the same and lets nothing run', async () => {
		const scene = await makeScene(server.db);
		const opened = await openReady(scene);
		await commentOnChange(scene.maya, { ...scene.place, number: opened.number, body: '<script>alert(1)</script>' });
		await reviewChange(scene.jonas, { ...scene.place, number: opened.number, verdict: 'approve', body: 'checked', digest: opened.digest });
		const { token } = await server.tokenOf(await makeUser(server.db, scene.project, ['auditor']), scene.project);
		const log: Log = { ...scene.project, token, outside: '' };
		const file = join(folder, 'evidence.json');
		const named = ['--project', `${scene.place.org}/${scene.place.project}`];
		expect(await interlock(log, 'change', 'evidence', String(opened.number), ...named, '--out', file)).toMatchObject({ code: 0 });
		const verify = () => interlock({ ...log, token: 'none' }, 'audit', 'verify', file);
		expect(await verify()).toEqual({ code: 0, out: expect.stringMatching(/^evidence of change #1: signed, \d+ audit entries proven\n$/) });
		const text = await readFile(file, 'utf8');
		await writeFile(file, text.replace('checked', 'guessed'));
		expect(await verify()).toMatchObject({ code: 1, out: expect.stringContaining('the pack is not the one that was signed') });

		const path = `/api/v1/projects/${scene.place.org}/${scene.place.project}/changes/${opened.number}/evidence?format=html`;
		const page = await server.raw(path, { token });
		expect(page.headers['content-security-policy']).toBe("sandbox; default-src 'none'; style-src 'unsafe-inline'");
		for (const part of [opened.digest, 'jonas', 'change.decided', 'Checkpoint'.toLowerCase()]) expect(page.text).toContain(part);
		expect(page.text).not.toContain('<script>');
	});
});

describe('offline', () => {
	test('an export is verified alone; one that was cut short or altered is not believed', async () => {
		const log = await publishedLog();
		const file = join(folder, 'export.ndjson');
		expect(await interlock(log, 'audit', 'export', '--out', file)).toMatchObject({ code: 0 });
		const gone = { ...log, token: 'none' };
		expect(await interlock(gone, 'audit', 'verify', file)).toMatchObject({
			code: 0,
			out: expect.stringMatching(/^intact: 4\d entries, 1 checkpoints, head [0-9a-f]{64}\n$/),
		});
		const text = await readFile(file, 'utf8');
		await writeFile(file, text.replace('thing.done', 'thing.DONE'));
		expect(await interlock(gone, 'audit', 'verify', file)).toMatchObject({ code: 1, out: expect.stringContaining('BROKEN at entry 2: ') });
		await writeFile(file, text.split('\n').slice(0, -2).join('\n'));
		expect((await interlock(gone, 'audit', 'verify', file)).out).toContain('the export was cut short');
	});

	test('one entry is proven in under 2 KB beside its own bytes, against the checkpoint published outside', async () => {
		const log = await publishedLog();
		const file = join(folder, 'proof.json');
		expect(await interlock(log, 'audit', 'prove', '17', '--out', file)).toMatchObject({
			code: 0,
			out: expect.stringContaining('entry 17 is in the log signed at 40 entries'),
		});
		const proof = JSON.parse(readFileSync(file, 'utf8'));
		expect(JSON.stringify({ ...proof, entry: '' }).length).toBeLessThan(2048);
		const verify = () => interlock({ ...log, token: 'none' }, 'audit', 'verify', file, '--checkpoints', log.outside);
		expect(await verify()).toEqual({ code: 0, out: 'entry 17 is in the log signed at 40 entries, as published outside\n' });
		await writeFile(file, JSON.stringify({ ...proof, n: 18 }));
		expect(await verify()).toMatchObject({ code: 1, out: expect.stringContaining('entry 18 is not in the log signed at 40 entries') });
		const forged = createCheckpointSigner(randomBytes(32).toString('base64url'));
		await writeFile(file, JSON.stringify({ ...proof, note: forged.sign({ origin: proof.key.split('+')[0], size: 40, root: '' }) }));
		expect(await verify()).toMatchObject({ code: 1, out: expect.stringContaining('it has no valid signature') });
	});

	test('the newest checkpoint begins with an older one that somebody kept', async () => {
		const log = await publishedLog();
		const kept =
			readdirSync(log.outside)
				.filter((name) => name.endsWith('.checkpoint'))
				.sort()[1] ?? '';
		expect(await interlock(log, 'audit', 'verify', '--since', join(log.outside, kept))).toEqual({
			code: 0,
			out: 'the log signed at 40 entries begins with the one signed at 20\n',
		});
	});

	test('the verifier is under 300 lines and imports nothing of ours but what is in its folder', () => {
		const files = readdirSync(OFFLINE);
		const texts = files.map((file) => readFileSync(join(OFFLINE, file), 'utf8'));
		expect(texts.join('').split('\n').length).toBeLessThan(300);
		const imports = texts.flatMap((text) => [...text.matchAll(/(?:from|import\() ?'([^']+)'/g)].map(([, from = '']) => from));
		expect(imports.filter((from) => !from.startsWith('node:') && !files.includes(from.replace('./', '')))).toEqual([]);
	});
});
