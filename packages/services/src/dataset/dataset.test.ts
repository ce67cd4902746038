import { mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Database } from '@interlock/db';
import type { Role } from '@interlock/domain/access';
import type { PushDatasetInput } from '@interlock/domain/dataset';
import { createLocalArtifactStore } from '@interlock/storage';
import {
	as,
	expectAuditEntry,
	type Footprint,
	footprint,
	makeOrg,
	makeProject,
	makeUser,
	temporaryFolder,
	testContext,
	testDatabase,
	type TestProject,
} from '@interlock/testkit';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { ServiceContext } from '../access/index.ts';
import { getDataset, listDatasets, pushDatasetVersion, readDatasetColumns } from './index.ts';
import { readTable } from './read-table.ts';

const FLIGHTS = 'flight_id,carrier,arr_delay\n1,UA,11\n2,AA,-3\n3,UA,\n';
const PROMISES = {
	uniqueKey: ['flight_id'],
	columns: [
		{ name: 'carrier', allowed: ['UA', 'AA'] },
		{ name: 'arr_delay', type: 'number' as const, min: -100, max: 2000 },
	],
};

let db: Database;
let blobs: string;
beforeAll(async () => {
	db = await testDatabase();
	blobs = await temporaryFolder();
	vi.stubEnv('TMPDIR', await temporaryFolder());
});

async function world(roles: Role[] = ['contributor']): Promise<{ p: TestProject; ctx: ServiceContext }> {
	const p = await makeProject(db);
	return { p, ctx: { ...(await testContext(db, await makeUser(db, p, roles))), storage: createLocalArtifactStore(blobs) } };
}

function push(ctx: ServiceContext, p: TestProject, content: string | Buffer, more: Partial<PushDatasetInput> = {}, maxBytes?: number) {
	return pushDatasetVersion(ctx, { ...p.place, name: 'flights', format: 'csv', ...more }, Readable.from([Buffer.from(content)]), maxBytes);
}

async function leavesNothing(work: () => Promise<unknown>): Promise<unknown> {
	const before: Footprint = await footprint(db, blobs);
	const temporary = await temporaries();
	const refused = await work().then(
		() => new Error('was accepted'),
		(error: unknown) => error,
	);
	expect(await footprint(db, blobs)).toEqual(before);
	expect(await temporaries()).toEqual(temporary);
	return refused;
}

const temporaries = async () => (await readdir(tmpdir())).filter((name) => name.startsWith('interlock-dataset-')).length;

describe('pushing a dataset version', () => {
	test('stores the bytes under their digest with schema and profile, and the log tells the digest', async () => {
		const { p, ctx } = await world();
		const made = await push(ctx, p, FLIGHTS, { period: '2013-01' });
		expect(made).toMatchObject({ dataset: 'flights', version: 1, rowCount: 3, created: true });
		const { shown } = await getDataset(ctx, { ...p.place, name: 'flights' });
		expect(shown?.schema.columns.map((c) => c.name)).toEqual(['flight_id', 'carrier', 'arr_delay']);
		expect(shown?.profile.columns.find((c) => c.name === 'arr_delay')).toMatchObject({ missing: 1 });
		expect((await ctx.storage.read(p.id, shown?.sha256 ?? '')).toString()).toBe(FLIGHTS);
		await expectAuditEntry(db, p.id, { action: 'dataset.version-created', targetId: shown?.id });
	});

	test('the same bytes give the same version, also when five arrive at once', async () => {
		const { p, ctx } = await world();
		const pushed = await Promise.all([1, 2, 3, 4, 5].map(() => push(ctx, p, FLIGHTS)));
		expect(new Set(pushed.map((v) => `${v.version} ${v.digest}`)).size).toBe(1);
		expect(pushed.filter((v) => v.created)).toHaveLength(1);
		expect((await getDataset(ctx, { ...p.place, name: 'flights' })).versions).toHaveLength(1);
		expect(await push(ctx, p, `${FLIGHTS}4,UA,5\n`)).toMatchObject({ version: 2, created: true });
	});

	test('different bytes at once get versions without a gap', async () => {
		const { p, ctx } = await world();
		const pushed = await Promise.all([4, 5, 6, 7].map((id) => push(ctx, p, `${FLIGHTS}${id},UA,5\n`)));
		expect(pushed.map((v) => v.version).sort()).toEqual([1, 2, 3, 4]);
	});

	test.each([
		['a value out of range', `${FLIGHTS}4,UA,2001\n`, 'arr_delay', 'row 4, column "arr_delay": 2001 is not at most 2000. Nothing was stored.'],
		['a value not allowed', `${FLIGHTS}4,ZZ,5\n`, 'carrier', 'row 4, column "carrier": ZZ is not one of'],
		['a wrong type', `${FLIGHTS}4,UA,late\n`, 'arr_delay', 'row 4, column "arr_delay": "late" is not a number'],
		['a repeated key', `${FLIGHTS}2,UA,5\n`, 'flight_id', 'row 4, column "flight_id": the key 2'],
		['a missing column', 'flight_id,carrier\n1,UA\n', 'arr_delay', 'column "arr_delay" is missing from the file'],
	])('one bad row refuses the file, naming row and column, and stores nothing: %s', async (_what, content, field, message) => {
		const { p, ctx } = await world();
		await push(ctx, p, FLIGHTS, { expectations: PROMISES });
		const refused = await leavesNothing(() => push(ctx, p, content));
		expect(refused).toMatchObject({ code: 'invalid', message: expect.stringContaining(message), detail: { field } });
	});

	test('the first version is held to the promises that come with it', async () => {
		const { p, ctx } = await world();
		expect(await leavesNothing(() => push(ctx, p, `${FLIGHTS}4,ZZ,5\n`, { expectations: PROMISES }))).toMatchObject({ code: 'invalid' });
	});

	test('promises can be renewed with bytes that are there already, and bind what comes next', async () => {
		const { p, ctx } = await world();
		await push(ctx, p, FLIGHTS);
		await push(ctx, p, FLIGHTS, { expectations: PROMISES });
		await push(ctx, p, FLIGHTS, { expectations: PROMISES });
		await expectAuditEntry(db, p.id, { action: 'dataset.expectations-changed' });
		expect(await leavesNothing(() => push(ctx, p, `${FLIGHTS}4,ZZ,5\n`))).toMatchObject({ code: 'invalid' });
	});

	test('more bytes than the limit are refused while they arrive', async () => {
		const { p, ctx } = await world();
		let read = 0;
		const endless = Readable.from(
			(function* () {
				for (;;) {
					read += 1;
					yield Buffer.alloc(1024, 'a');
				}
			})(),
		);
		const refused = await leavesNothing(() => pushDatasetVersion(ctx, { ...p.place, name: 'flights', format: 'csv' }, endless, 100_000));
		expect(refused).toMatchObject({ code: 'too-large', message: 'file: more than the limit of 100000 bytes', detail: { limit: '100000 bytes' } });
		expect(read).toBeLessThan(400);
	});

	test.each<[string, string | Buffer, Partial<PushDatasetInput>, string]>([
		['no bytes', '', {}, 'file'],
		['bytes that are no Parquet', FLIGHTS, { format: 'parquet' }, 'file'],
		['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00, 0x01, 0x0a, 0xff]), {}, 'file'],
		['another digest than declared', FLIGHTS, { sha256: 'a'.repeat(64) }, 'sha256'],
		['a digest that is none', FLIGHTS, { sha256: 'A'.repeat(64) }, 'sha256'],
		['a month that is none', FLIGHTS, { period: '2013-13' }, 'period'],
	])('%s: refused by field, nothing stored', async (_what, content, more, field) => {
		const { p, ctx } = await world();
		expect(await leavesNothing(() => push(ctx, p, content, more))).toMatchObject({ code: 'invalid', detail: { field } });
	});

	test.each(['../../etc/passwd', '..', '.', '/etc/passwd', 'a/b', 'a\\b', 'c:data', '%2e%2e', 'a\0b', 'Ｆlights', 'flights ', '__proto__', ''])(
		'a name is a label, never a path: %j',
		async (name) => {
			const { p, ctx } = await world();
			expect(await leavesNothing(() => push(ctx, p, FLIGHTS, { name }))).toMatchObject({ code: 'invalid', detail: { field: 'name' } });
		},
	);

	test('a sender that breaks off in the middle leaves nothing', async () => {
		const { p, ctx } = await world();
		const broken = Readable.from(
			(async function* () {
				yield Buffer.from('flight_id,carrier\n1,UA\n');
				throw new Error('connection reset');
			})(),
		);
		const refused = await leavesNothing(() => pushDatasetVersion(ctx, { ...p.place, name: 'flights', format: 'csv' }, broken));
		expect(String(refused)).toContain('connection reset');
	});

	test.each<Role>(['viewer', 'reviewer', 'deployer', 'auditor', 'admin'])('a %s is refused with an entry before a byte is read', async (role) => {
		const { p, ctx } = await world([role]);
		const unread = Readable.from(
			(function* () {
				yield Buffer.from(FLIGHTS);
				throw new Error('was read');
			})(),
		);
		const refused = await leavesNothing(() => pushDatasetVersion(ctx, { ...p.place, name: 'flights', format: 'csv' }, unread));
		expect(refused).toMatchObject({ code: 'forbidden' });
		await expectAuditEntry(db, p.id, { action: 'dataset:write', decision: 'denied' });
	});
});

describe('reading datasets', () => {
	test('is refused to strangers like what does not exist', async () => {
		const { p, ctx } = await world();
		await push(ctx, p, FLIGHTS);
		const stranger = as(ctx, await makeUser(db, await makeOrg(db), ['contributor']));
		for (const verb of [() => listDatasets(stranger, p.place), () => getDataset(stranger, { ...p.place, name: 'flights' })]) {
			await expect(verb()).rejects.toMatchObject({ code: 'not-found', message: 'project not found' });
		}
		const unknown = getDataset(ctx, { ...p.place, name: 'flights', version: 99 });
		await expect(unknown).rejects.toMatchObject({ code: 'not-found', detail: { field: 'version' } });
	});

	test('a list shows each with its newest version', async () => {
		const { p, ctx } = await world();
		await push(ctx, p, FLIGHTS);
		await push(ctx, p, `${FLIGHTS}4,UA,5\n`, { period: '2013-02' });
		await push(ctx, p, FLIGHTS, { name: 'other' });
		expect(await listDatasets(ctx, p.place)).toMatchObject([
			{ name: 'flights', versions: 2, latestVersion: 2, latestRows: 4, latestPeriod: '2013-02' },
			{ name: 'other', versions: 1, latestVersion: 1 },
		]);
	});

	test('columns come back as they were pushed', async () => {
		const { p, ctx } = await world();
		await push(ctx, p, FLIGHTS);
		const { shown } = await getDataset(ctx, { ...p.place, name: 'flights' });
		if (!shown) throw new Error('no version');
		const table = await readDatasetColumns(ctx, { orgId: p.id, sha256: shown.sha256, format: shown.format }, ['carrier']);
		expect(table.columns.map((c) => [c.name, c.values])).toEqual([['carrier', ['UA', 'AA', 'UA']]]);
	});
});

describe('the reader of files', () => {
	async function file(name: string, text: string): Promise<string> {
		const folder = await mkdtemp(join(blobs, 'reader-'));
		await mkdir(folder, { recursive: true });
		const path = join(folder, name);
		await writeFile(path, text);
		return path;
	}

	test('counts before it reads, so that a small file that unpacks to too much is refused', async () => {
		const path = await file('data.csv', `a,b\n${'1,2\n'.repeat(100)}`);
		const limits = { rows: 1000, columns: 1000, cells: 1000 };
		await expect(readTable(path, 'csv', undefined, { ...limits, rows: 99 })).rejects.toMatchObject({
			code: 'too-large',
			message: 'file: 100 rows; the limit is 99',
		});
		await expect(readTable(path, 'csv', undefined, { ...limits, columns: 1 })).rejects.toMatchObject({ code: 'too-large', detail: { limit: '1 columns' } });
		await expect(readTable(path, 'csv', undefined, { ...limits, cells: 199 })).rejects.toMatchObject({ code: 'too-large', detail: { limit: '199 values' } });
		expect(await readTable(path, 'csv', undefined, limits)).toMatchObject({ rows: 100 });
	});

	test('opens the one file it was given and no other, whatever its name says', async () => {
		const secret = await file('secret.csv', 'a\n1\n');
		const odd = await file(`it's [a]*.csv`, 'b\n2\n');
		expect((await readTable(odd, 'csv')).columns.map((c) => c.name)).toEqual(['b']);
		await expect(readTable(odd.replace('[a]', '?'), 'csv')).rejects.toMatchObject({ code: 'invalid' });
		const pointing = await file('pointing.csv', `x\n"read_csv('${secret}')"\n`);
		expect((await readTable(pointing, 'csv')).columns[0]?.values).toEqual([`read_csv('${secret}')`]);
	});

	test('says what is wrong without the path on this host', async () => {
		const path = await file('data.parquet', 'not parquet');
		const refused = await readTable(path, 'parquet').catch((e: Error) => e.message);
		expect(refused).toContain("can't be read as parquet");
		expect(refused).not.toContain(blobs);
	});
});
