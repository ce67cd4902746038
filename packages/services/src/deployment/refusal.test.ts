import { and, eq } from 'drizzle-orm';
import type { RouteRefusal } from '@interlock/contracts/serving';
import type { Database } from '@interlock/db';
import { change, processCommand, rollout, rolloutStep } from '@interlock/db/tables';
import { auditEntries, expectAuditEntry, testDatabase } from '@interlock/testkit';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { acknowledge } from './acknowledge.ts';
import { finishRollout } from './finish-rollout.ts';
import { getEndpoint } from './get-endpoint.ts';
import { judgeRolloutStep } from './judge-rollout-step.ts';
import { pauseRollout } from './pause-rollout.ts';
import { rollBack } from './roll-back.ts';
import { setWeight, weightStepKey } from './set-weight.ts';
import { ingestArm, makeChange, makeServed, makeVersion, type Served, startRollout } from './test-fixture.ts';

const REASON = 'model.onnx: the bytes have sha256 beef, the route table says cafe';

let db: Database;
let served: Served;
let v1: string;
let v2: string;
beforeAll(async () => {
	db = await testDatabase();
});
beforeEach(async () => {
	await db.sql`delete from serving_server`;
	await db.sql`update rollout set state = 'rolled-back' where state in ('running', 'paused')`;
	served = await makeServed(db);
	[v1, v2] = [await makeVersion(served, 1), await makeVersion(served, 2)];
});

const refusing = (modelVersionId: string, reason = REASON): RouteRefusal[] => [{ modelVersionId, reason }];
const say = (seq: number, refusals: RouteRefusal[] = [], serverId = 'a') => acknowledge(served.server, { serverId, seq, refusals });
const look = (at: Served, rolloutId: string, index: number) => judgeRolloutStep(at.process, { rolloutId, index });
const acknowledgedAt = async (rolloutId: string, index: number) =>
	(
		await db.drizzle
			.select()
			.from(rolloutStep)
			.where(and(eq(rolloutStep.rolloutId, rolloutId), eq(rolloutStep.index, index)))
	)[0]?.acknowledgedAt;
const rings = async (rolloutId: string) =>
	(
		await db.drizzle
			.select()
			.from(processCommand)
			.where(and(eq(processCommand.workflowId, `rollout/${rolloutId}`), eq(processCommand.kind, 'doorbell')))
	).length;

/** A first rollout at 100 % that no server has heard of. */
async function first(at: Served, versionId: string, approved: { id: string; number: number } | null = null): Promise<{ rolloutId: string; seq: number }> {
	const rolloutId = await startRollout(at, null, versionId, approved);
	const { routeSeq } = await setWeight(at.process, { rolloutId, index: 2 });
	return { rolloutId, seq: routeSeq ?? 0 };
}

/** Version 1 as the champion and version 2 in its shadow step, which no server has heard of. */
async function shadowed(): Promise<{ rolloutId: string; seq: number }> {
	const { rolloutId } = await first(served, v1);
	await finishRollout(served.process, { rolloutId });
	const second = await startRollout(served, v1, v2);
	const { routeSeq } = await setWeight(served.process, { rolloutId: second, index: 0 });
	return { rolloutId: second, seq: routeSeq ?? 0 };
}

describe('a refused candidate', () => {
	it("is rolled back at the next look, with the file's name, while another tenant's rollout goes on", async () => {
		const other = await makeServed(db);
		const theirs = await makeVersion(other, 1);
		const approved = await makeChange(served, 4);
		const bad = await first(served, v1, approved);
		const fine = await first(other, theirs);
		expect(await say(fine.seq, refusing(v1))).toEqual({ acknowledgedSteps: 1 });
		expect([await acknowledgedAt(bad.rolloutId, 2), await rings(bad.rolloutId), await rings(fine.rolloutId)]).toEqual([null, 1, 1]);
		await expectAuditEntry(db, served.place.id, { action: 'rollout.candidate-refused', targetId: bad.rolloutId, reason: /model\.onnx/ });

		const found = await look(served, bad.rolloutId, 2);
		expect(found).toEqual({ verdict: 'roll-back', reason: `Roll back: the candidate can't serve, an inference server refused it: ${REASON}.` });
		await rollBack(served.process, { rolloutId: bad.rolloutId, reason: found.reason });
		expect((await db.drizzle.select().from(change).where(eq(change.id, approved.id)))[0]?.closedReason).toContain(REASON);
		const view = await getEndpoint(served.person, served.at);
		expect([view.heldReason, view.rollout?.reason, view.revisions[0]?.reason]).toEqual([found.reason, found.reason, found.reason]);
		await expectAuditEntry(db, served.place.id, { action: 'rollout.rolled-back', targetId: bad.rolloutId, reason: /model\.onnx/ });
		await expectAuditEntry(db, served.place.id, { action: 'change.closed', targetId: approved.id, reason: /model\.onnx/ });

		const key = weightStepKey(fine.rolloutId, 2);
		await ingestArm(other, key, { versionId: theirs, rolloutId: fine.rolloutId, requests: 40, errors: 0, prefix: 'theirs' });
		expect((await look(other, fine.rolloutId, 2)).verdict).toBe('advance');
		expect((await getEndpoint(other.person, other.at)).servers).toEqual({ current: 1, alive: 1, refusals: [] });
	});

	it('does not count although another server serves it, and is told once however often it is said', async () => {
		const { rolloutId, seq } = await first(served, v1);
		expect(await say(seq, refusing(v1), 'damaged')).toEqual({ acknowledgedSteps: 0 });
		expect(await say(seq, [], 'sound')).toEqual({ acknowledgedSteps: 0 });
		await say(seq + 1, refusing(v1, 'model.onnx: in other words'), 'damaged');
		expect(await rings(rolloutId)).toBe(1);
		const told = (await auditEntries(db, served.place.id)).filter((entry) => entry.action === 'rollout.candidate-refused');
		expect(told).toHaveLength(1);
	});

	it('is taken back also while a person has paused it, and after it was acknowledged', async () => {
		const { rolloutId, seq } = await shadowed();
		expect(await say(seq)).toEqual({ acknowledgedSteps: 1 });
		await pauseRollout(served.person, { ...served.at, reason: 'weekend' });
		expect((await look(served, rolloutId, 0)).verdict).toBe('wait');
		await say(seq, refusing(v2));
		expect(await look(served, rolloutId, 0)).toMatchObject({ verdict: 'roll-back', reason: expect.stringContaining(REASON) });
	});

	it('is judged by what is said of its own step: an older refusal, a late one and one taken back do nothing', async () => {
		await say(1, refusing(v1), 'gone');
		const { rolloutId, seq } = await first(served, v1);
		await say(seq + 1);
		await say(seq, refusing(v1));
		expect((await look(served, rolloutId, 2)).verdict).toBe('wait');
		await say(seq + 1, refusing(v1));
		await say(seq + 1);
		expect((await look(served, rolloutId, 2)).verdict).toBe('wait');
	});

	it('keeps a reason that Postgres can not hold, and refuses one that is too long', async () => {
		const { rolloutId, seq } = await first(served, v1);
		await say(seq, refusing(v1, 'a\u0000b\ud800: other bytes'));
		expect((await look(served, rolloutId, 2)).reason).toContain('a\ufffdb\ufffd: other bytes');
		await expect(say(seq, refusing(v1, 'x'.repeat(501)))).rejects.toMatchObject({ code: 'invalid' });
	});
});

describe('a refused champion', () => {
	it('rolls nothing back and holds nothing up where another server serves it; the endpoint shows who refuses what', async () => {
		const { rolloutId, seq } = await shadowed();
		await say(seq, refusing(v1), 'damaged');
		expect(await acknowledgedAt(rolloutId, 0)).toBeNull();
		expect(await say(seq, [], 'sound')).toEqual({ acknowledgedSteps: 1 });
		expect((await look(served, rolloutId, 0)).verdict).toBe('wait');
		const view = await getEndpoint(served.person, served.at);
		expect(view.servers).toEqual({ current: 1, alive: 2, refusals: [{ server: 'damaged', version: 1, role: 'champion', reason: REASON }] });
		expect(view.route?.acknowledged).toBe(true);
		expect((await db.drizzle.select().from(rollout).where(eq(rollout.id, rolloutId)))[0]?.state).toBe('running');
		expect((await auditEntries(db, served.place.id)).map((entry) => entry.action)).not.toContain('rollout.candidate-refused');
	});
});
