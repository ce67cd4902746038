import { eq } from 'drizzle-orm';
import { text } from 'node:stream/consumers';
import type { Database } from '@interlock/db';
import { apiToken, dirtyWindow, event, membership, prediction, processCommand, rolloutStep } from '@interlock/db/tables';
import { as, expectAuditEntry, makeUser, testDatabase } from '@interlock/testkit';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createToken } from '../token/index.ts';
import { acknowledge } from './acknowledge.ts';
import { rollBack } from './roll-back.ts';
import { routeTable } from './route-table.ts';
import { servingBlob } from './serving-blob.ts';
import { setWeight } from './set-weight.ts';
import { ingest, makeServed, makeVersion, predictionOf, type Served, shaOf, startRollout } from './test-fixture.ts';

let db: Database;
let served: Served;
let v1: string;
beforeAll(async () => {
	db = await testDatabase();
});
beforeEach(async () => {
	await db.sql`delete from serving_server`;
	served = await makeServed(db);
	v1 = await makeVersion(served, 1);
});

const endpointIn = async (after = 0) => (await routeTable(served.server, { after }))?.endpoints.find((e) => e.endpointId === served.endpointId);

async function route(): Promise<{ rolloutId: string; seq: number }> {
	const rolloutId = await startRollout(served, null, v1);
	const { routeSeq } = await setWeight(served.process, { rolloutId, index: 2 });
	return { rolloutId, seq: routeSeq ?? 0 };
}

describe('routeTable', () => {
	it('gives everything a server needs to answer alone, and nothing when nothing is newer', async () => {
		const { rolloutId } = await route();
		const table = await routeTable(served.server, { after: 0 });
		expect(table?.endpoints.find((e) => e.endpointId === served.endpointId)).toEqual({
			endpointId: served.endpointId,
			orgId: served.place.id,
			org: served.place.slug,
			projectId: served.place.projectId,
			project: served.place.project,
			name: 'arrival-delay',
			environment: 'production',
			entries: [
				{
					modelVersionId: v1,
					model: 'arrival-delay',
					version: 1,
					role: 'candidate',
					weight: 100,
					shadow: false,
					rolloutId,
					stepKey: `rollout/${rolloutId}/weight/2`,
					dataDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
					filesDigest: null,
					files: [{ path: 'model.onnx', sha256: shaOf('model 1'), sizeBytes: 7 }],
				},
			],
		});
		expect(await routeTable(served.server, { after: table?.seq ?? 0 })).toBeNull();
	});

	it('grows with a token, and drops the token when it is revoked or its owner loses the role', async () => {
		const contributor = await makeUser(db, served.place, ['contributor']);
		const made = await createToken(as(served.person, contributor), { org: served.place.slug, name: 'caller', scopes: ['endpoint:invoke'], days: 1 });
		const keyId = made.token.split('_')[2];
		const first = await routeTable(served.server, { after: 0 });
		expect(first?.tokens.map((t) => t.keyId)).toContain(keyId);
		await db.drizzle
			.update(membership)
			.set({ roles: ['viewer'] })
			.where(eq(membership.userId, contributor.userId));
		const second = await routeTable(served.server, { after: first?.seq ?? 0 });
		expect(second?.tokens.map((t) => t.keyId)).not.toContain(keyId);
		await db.drizzle
			.update(membership)
			.set({ roles: ['contributor'] })
			.where(eq(membership.userId, contributor.userId));
		const third = await routeTable(served.server, { after: second?.seq ?? 0 });
		expect(third?.tokens.map((t) => t.keyId)).toContain(keyId);
		await db.drizzle
			.update(apiToken)
			.set({ revokedAt: new Date(served.clock.nowMs) })
			.where(eq(apiToken.id, made.id));
		const fourth = await routeTable(served.server, { after: third?.seq ?? 0 });
		expect(fourth?.tokens.map((t) => t.keyId)).not.toContain(keyId);
	});

	it('leaves out archived projects', async () => {
		await route();
		const before = await routeTable(served.server, { after: 0 });
		await db.sql`update project set archived_at = now() where id = ${served.place.projectId}`;
		const after = await routeTable(served.server, { after: before?.seq ?? 0 });
		expect(after?.endpoints.map((e) => e.endpointId)).not.toContain(served.endpointId);
	});

	it('refuses everybody but an inference server', async () => {
		await expect(routeTable(served.person, { after: 0 })).rejects.toMatchObject({ code: 'forbidden' });
		await expectAuditEntry(db, served.place.id, { action: 'serving:sync', decision: 'denied' });
		await expect(routeTable(as(served.person, { kind: 'system', part: 'quickstart', scopes: ['status:write'] }), { after: 0 })).rejects.toMatchObject({
			code: 'forbidden',
		});
	});
});

describe('servingBlob', () => {
	it('gives files of routed versions only, and answers stored bytes of others like unknown ones', async () => {
		const v2 = await makeVersion(served, 2);
		await route();
		expect(v2).toBeTruthy();
		expect(await text(await servingBlob(served.server, { orgId: served.place.id, sha256: shaOf('model 1') }))).toBe('model 1');
		for (const sha256 of [shaOf('model 2'), shaOf('never stored')]) {
			await expect(servingBlob(served.server, { orgId: served.place.id, sha256 })).rejects.toMatchObject({ code: 'not-found' });
		}
		const other = await makeServed(db);
		await expect(servingBlob(served.server, { orgId: other.place.id, sha256: shaOf('model 1') })).rejects.toMatchObject({ code: 'not-found' });
		await expect(servingBlob(served.person, { orgId: served.place.id, sha256: shaOf('model 1') })).rejects.toMatchObject({ code: 'forbidden' });
	});
});

describe('acknowledge', () => {
	it('lets a weight count once, wakes its process and leaves one audit entry', async () => {
		const { rolloutId, seq } = await route();
		await acknowledge(served.server, { serverId: 'a', seq: seq - 1 });
		expect((await db.drizzle.select().from(rolloutStep).where(eq(rolloutStep.rolloutId, rolloutId)))[0]?.acknowledgedAt).toBeNull();
		expect(await acknowledge(served.server, { serverId: 'a', seq })).toEqual({ acknowledgedSteps: 1 });
		expect(await acknowledge(served.server, { serverId: 'a', seq: seq + 5 })).toEqual({ acknowledgedSteps: 0 });
		const [step] = await db.drizzle.select().from(rolloutStep).where(eq(rolloutStep.rolloutId, rolloutId));
		expect(step?.acknowledgedAt?.getTime()).toBe(served.clock.nowMs);
		const commands = await db.drizzle
			.select()
			.from(processCommand)
			.where(eq(processCommand.workflowId, `rollout/${rolloutId}`));
		expect(commands.filter((c) => c.kind === 'doorbell')).toHaveLength(1);
		await expectAuditEntry(db, served.place.id, { action: 'rollout.weight-acknowledged', targetId: rolloutId });
	});

	it('waits for every server that is alive, and for no dead one', async () => {
		const { seq } = await route();
		await acknowledge(served.server, { serverId: 'slow', seq: seq - 1 });
		expect(await acknowledge(served.server, { serverId: 'fast', seq })).toEqual({ acknowledgedSteps: 0 });
		served.clock.nowMs += 61_000;
		expect(await acknowledge(served.server, { serverId: 'fast', seq })).toEqual({ acknowledgedSteps: 1 });
	});

	it('ignores a late message with an older sequence, and refuses a person', async () => {
		const { rolloutId, seq } = await route();
		await rollBack(served.process, { rolloutId, reason: 'a test says so' });
		await acknowledge(served.server, { serverId: 'a', seq: seq + 1 });
		await acknowledge(served.server, { serverId: 'a', seq });
		const [row] = await db.sql<{ seq: string }[]>`select seq from serving_server where id = 'a'`;
		expect(Number(row?.seq)).toBe(seq + 1);
		await expect(acknowledge(served.person, { serverId: 'a', seq })).rejects.toMatchObject({ code: 'forbidden' });
	});
});

describe('ingestPredictions', () => {
	it('stores a batch that is sent twice once, also when both arrive at once', async () => {
		const batch = [0, 1, 2].map((row) => predictionOf(served, { id: `request/${row}`, modelVersionId: v1 }));
		const both = await Promise.all([ingest(served, batch), ingest(served, batch)]);
		expect(both.map((b) => b.stored).sort()).toEqual([0, 3]);
		expect(await ingest(served, batch)).toEqual({ stored: 0, known: 3, unknown: 0 });
		expect(await db.drizzle.select().from(prediction).where(eq(prediction.endpointId, served.endpointId))).toHaveLength(3);
	});

	it('marks windows by event time, not by arrival, and tells the page once per batch', async () => {
		const days = ['2013-04-30T23:59:59Z', '2013-05-01T00:00:00Z', '2013-05-02T00:00:00Z'];
		await ingest(
			served,
			days.map((day, i) => predictionOf(served, { id: `r${i}/0`, modelVersionId: v1, eventTimeMs: Date.parse(day) })),
		);
		const windows = await db.drizzle.select().from(dirtyWindow).where(eq(dirtyWindow.endpointId, served.endpointId)).orderBy(dirtyWindow.window);
		expect(windows.map((w) => w.window)).toEqual(['2013-04', '2013-05']);
		const told = await db.drizzle
			.select()
			.from(event)
			.where(eq(event.channel, `endpoint/${served.endpointId}`));
		expect(told.filter((e) => e.type === 'endpoint.predicted').map((e) => e.data)).toEqual([{ predictions: 3, errors: 0 }]);
	});

	it('keeps NaN as NaN, and text that Postgres can not hold without losing the batch', async () => {
		await ingest(served, [
			predictionOf(served, { id: 'nan/0', modelVersionId: v1, output: 'NaN' }),
			predictionOf(served, { id: 'nul/0', modelVersionId: v1, inputs: { carrier: 'U\u0000A', origin: '\ud800', temp: null } }),
			predictionOf(served, { id: 'label/0', modelVersionId: v1, output: 'late' }),
		]);
		const rows = await db.drizzle.select().from(prediction).where(eq(prediction.endpointId, served.endpointId)).orderBy(prediction.id);
		expect(rows.map((r) => [r.id, r.output])).toEqual([
			['label/0', null],
			['nan/0', Number.NaN],
			['nul/0', 12.5],
		]);
		expect(rows[2]?.inputs).toEqual({ carrier: 'U\ufffdA', origin: '\ufffd', temp: null });
	});

	it('drops rows of endpoints that are gone and keeps the rest', async () => {
		const gone = '0199a000-0000-7000-8000-000000000000';
		expect(
			await ingest(served, [
				predictionOf(served, { id: 'a/0', modelVersionId: v1 }),
				predictionOf(served, { id: 'b/0', modelVersionId: v1, endpointId: gone }),
			]),
		).toEqual({ stored: 1, known: 0, unknown: 1 });
	});

	it('refuses a person', async () => {
		await expect(ingest({ ...served, server: served.person }, [])).rejects.toMatchObject({ code: 'forbidden' });
	});

	it('counts as served what the newest route says', async () => {
		await route();
		expect((await endpointIn())?.entries).toHaveLength(1);
	});
});
