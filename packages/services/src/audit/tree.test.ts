import { createHash } from 'node:crypto';
import { type Database, inTransaction } from '@interlock/db';
import { verifyConsistency, verifyInclusion } from '@interlock/domain/audit';
import { leafHash, rootOf } from '@interlock/storage';
import { makeOrg, makeUser, testContext, testDatabase, type TestOrg } from '@interlock/testkit';
import { beforeAll, describe, expect, test } from 'vitest';
import { transact } from '../access/index.ts';
import { recordAudit, sealEntries } from './index.ts';
import { proveConsistency, proveInclusion, treeRoot } from './tree-proof.ts';

let db: Database;
beforeAll(async () => {
	db = await testDatabase();
});

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

async function write(org: TestOrg, count: number): Promise<void> {
	const ctx = await testContext(db, await makeUser(db, org, ['contributor']));
	await transact(ctx, async (tx) => {
		for (let i = 0; i < count; i++)
			await recordAudit(tx, ctx, { action: 'thing.done', orgId: org.id, projectId: null, target: { kind: 'thing', id: String(i) } });
	});
}

async function sealAll(limit?: number): Promise<void> {
	while ((await sealEntries(db, limit)) > 0);
}

async function leavesOf(org: TestOrg): Promise<Buffer[]> {
	const rows = await db.sql<{ entry: Buffer }[]>`select entry from audit_log where org_id = ${org.id} order by n`;
	return rows.map((row) => leafHash(row.entry));
}

describe("an organization's tree", () => {
	test('holds every sealed entry in order, however they were sealed, and proves each', async () => {
		const org = await makeOrg(db);
		await write(org, 300);
		await sealAll(7);
		await write(org, 230);
		await sealAll();
		const leaves = await leavesOf(org);
		expect(leaves).toHaveLength(530);
		const root = await treeRoot(db.sql, org.id, 530);
		expect(root).toEqual(rootOf(leaves));
		for (const n of [1, 2, 256, 257, 511, 512, 513, 530]) {
			const proof = await proveInclusion(db.sql, org.id, n, 530);
			expect(await verifyInclusion(sha256, { leaf: leaves[n - 1] ?? root, index: n - 1, size: 530, proof, root }), `entry ${n}`).toBe(true);
		}
		for (const first of [1, 255, 256, 300, 529, 530]) {
			const older = rootOf(leaves.slice(0, first));
			const proof = await proveConsistency(db.sql, org.id, first, 530);
			expect(await verifyConsistency(sha256, { first: { size: first, root: older }, second: { size: 530, root }, proof }), `${first}`).toBe(true);
		}
	});

	test('entries that were sealed before there was a tree are put into it with the next ones', async () => {
		const org = await makeOrg(db);
		await write(org, 20);
		await sealAll();
		await db.sql.unsafe(`alter table audit_tile disable trigger all; delete from audit_tile where org_id = '${org.id}';
			alter table audit_tile enable always trigger audit_tile_append_only; alter table audit_tile enable always trigger audit_tile_no_truncate;
			alter table audit_tile enable always trigger audit_tile_grows; update audit_head set tree_size = 0 where org_id = '${org.id}'`);
		await write(org, 1);
		await sealAll();
		expect(await treeRoot(db.sql, org.id, 21)).toEqual(rootOf(await leavesOf(org)));
	});

	test.each([
		['change a tile', `update audit_tile set hashes = '\\x00'`],
		['delete a tile', 'delete from audit_tile'],
		['empty the tiles', 'truncate audit_tile'],
		['put a checkpoint in', `insert into audit_checkpoint values (gen_random_uuid(), 1, '', '', 0)`],
		['change a checkpoint', `update audit_checkpoint set root = 'x'`],
		['change what is personal', `update audit_personal set payload = 'x'`],
		['put something personal in', `insert into audit_personal values (gen_random_uuid(), gen_random_uuid(), 'actor', null, '', '')`],
		['say what was published', 'update audit_publication set size = 0'],
	])("the application's role can not %s", async (_what, statement) => {
		await expect(inTransaction(db, (tx) => tx.execute(statement))).rejects.toMatchObject({ cause: { code: '42501' } });
	});

	test.each([
		`update audit_tile set hashes = set_byte(hashes, 0, (get_byte(hashes, 0) + 1) % 256)`,
		'delete from audit_tile',
		'truncate audit_tile',
		'truncate audit_checkpoint',
	])('even the owner is refused: %s', async (statement) => {
		await write(await makeOrg(db), 1);
		await sealAll();
		await expect(db.sql.unsafe(statement)).rejects.toThrow(/append-only/);
	});
});
