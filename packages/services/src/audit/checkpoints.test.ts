import { randomBytes } from 'node:crypto';
import { type Database, inTransaction } from '@interlock/db';
import { expectAuditEntry, makeOrg, makeUser, testContext, testDatabase, type TestOrg } from '@interlock/testkit';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ServiceContext } from '../access/index.ts';
import {
	type CheckpointPublisher,
	createCheckpointSigner,
	exportLog,
	getCheckpoints,
	getConsistency,
	getProof,
	makeCheckpoints,
	type Publication,
	publishCheckpoints,
	recordAudit,
	rememberCheckpointKey,
	sealEntries,
} from './index.ts';

const signer = createCheckpointSigner(randomBytes(32).toString('base64url'));
const NOW = Date.parse('2026-11-24T12:00:00Z');

let db: Database;
beforeAll(async () => {
	db = await testDatabase();
	await rememberCheckpointKey(db, signer);
});

async function logOf(entries: number): Promise<{ org: TestOrg; auditor: ServiceContext; grow: (count: number) => Promise<void> }> {
	const org = await makeOrg(db);
	const auditor = await testContext(db, await makeUser(db, org, ['auditor']));
	const grow = async (count: number) => {
		await inTransaction(db, async (tx) => {
			for (let i = 0; i < count; i++)
				await recordAudit(tx, auditor, { action: 'thing.done', orgId: org.id, projectId: null, target: { kind: 'thing', id: String(i) } });
		});
		while ((await sealEntries(db)) > 0);
	};
	await grow(entries);
	return { org, auditor, grow };
}

const sizes = async (org: TestOrg) =>
	(await db.sql<{ size: number }[]>`select size::int from audit_checkpoint where org_id = ${org.id} order by 1`).map((row) => row.size);

describe('checkpoints', () => {
	test('one is made at once, then when something is new and 60 s or 1,000 entries have passed', async () => {
		const { org, grow } = await logOf(3);
		await makeCheckpoints(db, signer, new Date(NOW));
		await makeCheckpoints(db, signer, new Date(NOW + 600_000));
		expect(await sizes(org)).toEqual([3]);
		await grow(1);
		await makeCheckpoints(db, signer, new Date(NOW + 59_000));
		expect(await sizes(org)).toEqual([3]);
		await makeCheckpoints(db, signer, new Date(NOW + 60_000));
		expect(await sizes(org)).toEqual([3, 4]);
		await grow(1000);
		await makeCheckpoints(db, signer, new Date(NOW + 61_000));
		expect(await sizes(org)).toEqual([3, 4, 1004]);
	});

	test('go outside in their order with the leaf hashes between them; what keeps them is told, and they go later', async () => {
		const { org, auditor, grow } = await logOf(3);
		await makeCheckpoints(db, signer, new Date(NOW));
		await grow(300);
		await makeCheckpoints(db, signer, new Date(NOW + 60_000));
		const sent: Publication[] = [];
		let down = true;
		const publisher: CheckpointPublisher = {
			place: 'somewhere',
			publish: async (publications) => {
				if (down) throw new Error('the disk is full');
				sent.push(...publications.filter((one) => one.org === org.slug));
			},
		};
		const state = async () => (await getCheckpoints(auditor, { org: org.slug })).publication;
		expect(await state()).toBeNull();
		await publishCheckpoints(db, publisher, () => new Date(NOW));
		expect(await state()).toEqual({ place: 'somewhere', size: 0, atMs: null, problem: 'the disk is full' });
		down = false;
		await publishCheckpoints(db, publisher, () => new Date(NOW));
		expect(await state()).toEqual({ place: 'somewhere', size: 303, atMs: NOW, problem: null });
		expect(sent.map(({ size, leaves }) => [size, leaves.length])).toEqual([
			[3, 3],
			[303, 300],
		]);
		await publishCheckpoints(db, publisher, () => new Date(NOW));
		expect(sent).toHaveLength(2);
	});

	test('an entry that none covers yet has no proof, and one of another size is named', async () => {
		const { org, auditor, grow } = await logOf(3);
		await expect(getProof(auditor, { org: org.slug, n: 1 })).rejects.toThrow('entry 1 is sealed, but no checkpoint covers it yet');
		await makeCheckpoints(db, signer, new Date(NOW));
		await grow(1);
		expect(await getProof(auditor, { org: org.slug, n: 3 })).toMatchObject({ n: 3, entry: expect.stringContaining('thing.done') });
		await expect(getProof(auditor, { org: org.slug, n: 9 })).rejects.toThrow('the log has no entry 9');
		await expect(getProof(auditor, { org: org.slug, n: 1, size: 2 })).rejects.toThrow('size: there is no checkpoint of 2 entries');
		await expect(getConsistency(auditor, { org: org.slug, first: 1, second: 99 })).rejects.toThrow('second: the log has 4 entries (got 99)');
		await expect(getConsistency(auditor, { org: org.slug, first: 4, second: 3 })).rejects.toThrow('first: must be 1 to 3 (got 4)');
	});

	test('an export leaves an entry; who may not read the log gets none of it, and the refusal is in the log', async () => {
		const { org, auditor } = await logOf(3);
		const lines: string[] = [];
		for await (const text of await exportLog(auditor, { org: org.slug })) lines.push(...text.trim().split('\n'));
		expect(lines.map((text) => JSON.parse(text).type ?? 'entry')).toEqual(['log', 'entry', 'entry', 'entry', 'end']);
		await expectAuditEntry(db, org.id, { action: 'audit.exported' });
		const viewer = await testContext(db, await makeUser(db, org, ['viewer']));
		const place = { org: org.slug };
		for (const [i, refused] of [
			() => exportLog(viewer, place),
			() => getCheckpoints(viewer, place),
			() => getProof(viewer, { ...place, n: 1 }),
			() => getConsistency(viewer, { ...place, first: 1, second: 1 }),
		].entries()) {
			await expect(refused()).rejects.toMatchObject({ code: 'forbidden' });
			const denied =
				await db.sql`select 1 from audit_outbox where org_id = ${org.id} union all select 1 from audit_log where org_id = ${org.id} and decision = 'denied'`;
			expect(denied).toHaveLength(i + 1);
			await expectAuditEntry(db, org.id, { action: 'audit:read', decision: 'denied' });
		}
	});
});
