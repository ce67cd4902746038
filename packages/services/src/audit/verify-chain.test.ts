import type { Database } from '@interlock/db';
import { type AuditEntry, chainInput } from '@interlock/domain/audit';
import { canonicalJson, sha256Hex } from '@interlock/storage';
import { makeOrg, makeUser, testContext, testDatabase, type TestOrg } from '@interlock/testkit';
import { beforeAll, describe, expect, test } from 'vitest';
import { transact } from '../access/index.ts';
import { listAudit, recordAudit, sealEntries, verifyChain } from './index.ts';

let db: Database;
beforeAll(async () => {
	db = await testDatabase();
});

async function sealedLog(entries = 10): Promise<TestOrg> {
	const org = await makeOrg(db);
	const ctx = await testContext(db, await makeUser(db, org, ['contributor']));
	for (let i = 1; i <= entries; i++) {
		await transact(ctx, (tx) => recordAudit(tx, ctx, { action: 'thing.done', orgId: org.id, projectId: null, target: { kind: 'thing', id: `thing-${i}` } }));
	}
	while ((await sealEntries(db)) > 0);
	return org;
}

/** What somebody with the database's superuser can do: the guards off, a statement, the guards on again. */
async function tamper(work: (sql: Database['sql']) => Promise<unknown>): Promise<void> {
	await db.sql.unsafe('alter table audit_log disable trigger all');
	await work(db.sql);
	await db.sql.unsafe('alter table audit_log enable always trigger audit_log_append_only; alter table audit_log enable always trigger audit_log_no_truncate');
}

/** Rewrites an entry's bytes with the leaf and hash that fit them, as a careful forger would. */
async function forge(org: TestOrg, n: number, change: (entry: AuditEntry) => void): Promise<void> {
	const [row] = await db.sql<{ entry: Buffer }[]>`select entry from audit_log where org_id = ${org.id} and n = ${n}`;
	const [before] = await db.sql<{ hash: string }[]>`select hash from audit_log where org_id = ${org.id} and n = ${n - 1}`;
	const entry: AuditEntry = JSON.parse(row?.entry.toString('utf8') ?? '');
	change(entry);
	const bytes = Buffer.from(canonicalJson(entry));
	const leaf = sha256Hex(bytes);
	const hash = sha256Hex(chainInput(before?.hash ?? '', n, leaf));
	await tamper(
		(sql) => sql`update audit_log set entry = ${bytes}, leaf = ${leaf}, hash = ${hash}, target_id = ${entry.target.id} where org_id = ${org.id} and n = ${n}`,
	);
}

describe('verifying an audit chain that a database superuser has touched', () => {
	test('an untouched one is intact, also an empty one', async () => {
		const org = await sealedLog();
		expect(await verifyChain(db, org.id)).toMatchObject({ intact: true, entries: 10 });
		expect(await verifyChain(db, (await makeOrg(db)).id)).toMatchObject({ intact: true, entries: 0 });
	});

	test('bytes that are no text any more: the log can still be read and filtered, by their copies', async () => {
		const org = await sealedLog(3);
		await tamper((sql) => sql`update audit_log set entry = ${Buffer.from([0xff, 0x00, 0x7b])} where org_id = ${org.id} and n = 2`);
		const ctx = await testContext(db, await makeUser(db, org, ['auditor']));
		const { rows } = await listAudit(ctx, { org: org.slug });
		expect(rows.map(({ n, entry }) => [n, entry.action, entry.target.id])).toEqual([3, 2, 1].map((n) => [n, 'thing.done', `thing-${n}`]));
		expect((await listAudit(ctx, { org: org.slug, q: 'thing-2' })).rows).toMatchObject([{ n: 2 }]);
	});

	test('changed bytes: names the entry', async () => {
		const org = await sealedLog();
		await tamper(
			(sql) =>
				sql`update audit_log set entry = convert_to(replace(convert_from(entry, 'utf8'), 'thing-4', 'thing-5'), 'utf8') where org_id = ${org.id} and n = 4`,
		);
		expect(await verifyChain(db, org.id)).toMatchObject({ intact: false, entries: 3, firstBad: 4, problem: expect.stringContaining('leaf') });
	});

	test('bytes, leaf and hash changed to fit: names the entry after it', async () => {
		const org = await sealedLog();
		await forge(org, 4, (entry) => {
			entry.target.id = 'something else';
		});
		expect(await verifyChain(db, org.id)).toMatchObject({ intact: false, firstBad: 5, problem: expect.stringContaining("doesn't follow") });
	});

	test('the last entry changed to fit: the head still knows its hash', async () => {
		const org = await sealedLog();
		await forge(org, 10, (entry) => {
			entry.target.id = 'something else';
		});
		expect(await verifyChain(db, org.id)).toMatchObject({ intact: false, firstBad: 10, problem: expect.stringContaining('head') });
	});

	test.each([
		['action', `'thing.undone'`],
		['actor', `'nobody'`],
		['actor_id', `'00000000-0000-0000-0000-000000000000'`],
		['decision', `'denied'`],
		['target_id', `'thing-99'`],
		['target_kind', `'other'`],
		['at_ms', 'at_ms + 1'],
		['project_id', `'00000000-0000-0000-0000-000000000000'`],
		['id', `'00000000-0000-0000-0000-000000000000'`],
	])('a column that is shown, %s, changed beside the bytes: names the entry', async (column, value) => {
		const org = await sealedLog(5);
		await tamper((sql) => sql.unsafe(`update audit_log set ${column} = ${value} where org_id = '${org.id}' and n = 3`));
		expect(await verifyChain(db, org.id)).toMatchObject({ intact: false, firstBad: 3 });
	});

	test('one entry deleted, and the rest closed up: names the place', async () => {
		const org = await sealedLog();
		await tamper((sql) => sql`delete from audit_log where org_id = ${org.id} and n = 6`);
		expect(await verifyChain(db, org.id)).toMatchObject({ intact: false, firstBad: 6, problem: 'entry 6 is missing' });
		await tamper(async (sql) => {
			for (let n = 7; n <= 10; n++) await sql`update audit_log set n = ${n - 1} where org_id = ${org.id} and n = ${n}`;
		});
		expect(await verifyChain(db, org.id)).toMatchObject({ intact: false, firstBad: 6 });
	});

	test('the newest entries deleted: names the first that is gone', async () => {
		const org = await sealedLog();
		await tamper((sql) => sql`delete from audit_log where org_id = ${org.id} and n > 7`);
		expect(await verifyChain(db, org.id)).toMatchObject({ intact: false, firstBad: 8, problem: 'the head says 10 entries, the log has 7' });
	});

	test('the head deleted: the log alone is not believed', async () => {
		const org = await sealedLog();
		await tamper((sql) => sql`delete from audit_head where org_id = ${org.id}`);
		expect(await verifyChain(db, org.id)).toMatchObject({ intact: false, firstBad: 1 });
	});

	test('two entries swapped: names the first of them', async () => {
		const org = await sealedLog();
		await tamper(async (sql) => {
			await sql`update audit_log set n = -1 where org_id = ${org.id} and n = 3`;
			await sql`update audit_log set n = 3 where org_id = ${org.id} and n = 8`;
			await sql`update audit_log set n = 8 where org_id = ${org.id} and n = -1`;
		});
		expect(await verifyChain(db, org.id)).toMatchObject({ intact: false, firstBad: 3 });
	});

	test('an entry put in at the end, chained to fit: the head does not know it', async () => {
		const org = await sealedLog();
		const [last] = await db.sql<{ hash: string; entry: Buffer }[]>`select hash, entry from audit_log where org_id = ${org.id} and n = 10`;
		const leaf = sha256Hex(last?.entry ?? Buffer.alloc(0));
		const hash = sha256Hex(chainInput(last?.hash ?? '', 11, leaf));
		await tamper(
			(sql) => sql`
			insert into audit_log (org_id, n, id, entry, leaf, hash, at_ms, action, actor, actor_id, target_kind, target_id, project_id, decision)
			select org_id, 11, id, entry, ${leaf}, ${hash}, at_ms, action, actor, actor_id, target_kind, target_id, project_id, decision from audit_log where org_id = ${org.id} and n = 10`,
		);
		expect(await verifyChain(db, org.id)).toMatchObject({ intact: false, firstBad: 11 });
	});

	test('an entry of another organization put in its place: names the entry', async () => {
		const [org, other] = [await sealedLog(), await sealedLog()];
		const [theirs] = await db.sql<{ entry: Buffer; id: string }[]>`select entry, id from audit_log where org_id = ${other.id} and n = 1`;
		const leaf = sha256Hex(theirs?.entry ?? Buffer.alloc(0));
		const hash = sha256Hex(chainInput('0'.repeat(64), 1, leaf));
		await tamper(
			(sql) =>
				sql`update audit_log set entry = ${theirs?.entry ?? null}, id = ${theirs?.id ?? null}, leaf = ${leaf}, hash = ${hash} where org_id = ${org.id} and n = 1`,
		);
		expect(await verifyChain(db, org.id)).toMatchObject({ intact: false, firstBad: 1, problem: expect.stringContaining('another place') });
	});

	test('bytes that are no entry at all are a finding, not a failure', async () => {
		const org = await sealedLog(2);
		const leaf = sha256Hex('garbage');
		const hash = sha256Hex(chainInput('0'.repeat(64), 1, leaf));
		await tamper((sql) => sql`update audit_log set entry = ${Buffer.from('garbage')}, leaf = ${leaf}, hash = ${hash} where org_id = ${org.id} and n = 1`);
		expect(await verifyChain(db, org.id)).toMatchObject({ intact: false, firstBad: 1 });
	});
});
