import { eq } from 'drizzle-orm';
import type { Database } from '@interlock/db';
import { change, endpoint, processCommand, rollout, route } from '@interlock/db/tables';
import { as, expectAuditEntry, makeUser, testDatabase } from '@interlock/testkit';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { transact } from '../access/index.ts';
import { acknowledge } from './acknowledge.ts';
import { finishRollout } from './finish-rollout.ts';
import { judgeRolloutStep } from './judge-rollout-step.ts';
import { pauseRollout } from './pause-rollout.ts';
import { promoteRollout } from './promote-rollout.ts';
import { requestRollback } from './request-rollback.ts';
import { resumeRollout } from './resume-rollout.ts';
import { rollBack } from './roll-back.ts';
import { setWeight, weightStepKey } from './set-weight.ts';
import { ingestArm, makeChange, makeServed, makeVersion, type Served, startRollout } from './test-fixture.ts';

let db: Database;
let served: Served;
let v1: string;
let v2: string;
beforeAll(async () => {
	db = await testDatabase();
});
beforeEach(async () => {
	served = await makeServed(db);
	[v1, v2] = [await makeVersion(served, 1), await makeVersion(served, 2)];
});

const newestRoute = async () => (await db.drizzle.select().from(route).where(eq(route.endpointId, served.endpointId)).orderBy(route.seq)).at(-1)?.entries;
const look = (rolloutId: string, index: number) => judgeRolloutStep(served.process, { rolloutId, index });

/** Finishes a rollout of a first or next version without looking at its evidence. */
async function serve(from: string | null, to: string): Promise<string> {
	const id = await startRollout(served, from, to);
	await db.sql`update rollout set step_index = 2 where id = ${id}`;
	await finishRollout(served.process, { rolloutId: id });
	return id;
}

async function openFirst(): Promise<string> {
	await serve(null, v1);
	const id = await startRollout(served, v1, v2);
	const { routeSeq } = await setWeight(served.process, { rolloutId: id, index: 0 });
	await acknowledge(served.server, { serverId: 'inference-1', seq: routeSeq ?? 0 });
	return id;
}

describe('requestRollback', () => {
	it('takes the open rollout back in the same transaction, with the person and the reason in the audit log', async () => {
		const id = await openFirst();
		expect(await requestRollback(served.person, { ...served.at, reason: 'weather feed is stale' })).toMatchObject({ what: 'rollout', toVersion: 1 });
		expect(await newestRoute()).toMatchObject([{ modelVersionId: v1, role: 'champion', weight: 100 }]);
		const entry = await expectAuditEntry(db, served.place.id, { action: 'rollout.rolled-back', targetId: id, reason: /weather feed is stale/ });
		expect(entry.actor).toMatchObject({ kind: 'user', id: served.deployer.userId });
		const doorbells = await db.drizzle
			.select()
			.from(processCommand)
			.where(eq(processCommand.workflowId, `rollout/${id}`));
		expect(doorbells.map((c) => c.kind)).toContain('doorbell');
	});

	it('without an open rollout puts the version before the champion back, holds the endpoint, and refuses a second time', async () => {
		await serve(null, v1);
		const id = await serve(v1, v2);
		expect(await requestRollback(served.person, { ...served.at, reason: 'answers look wrong' })).toMatchObject({ what: 'champion', toVersion: 1 });
		expect(await newestRoute()).toMatchObject([{ modelVersionId: v1, role: 'champion', weight: 100 }]);
		expect(await db.drizzle.select().from(endpoint).where(eq(endpoint.id, served.endpointId))).toMatchObject([
			{ championVersionId: v1, previousVersionId: null, heldReason: expect.stringContaining('answers look wrong') },
		]);
		expect(await db.drizzle.select().from(rollout).where(eq(rollout.id, id))).toMatchObject([
			{ state: 'rolled-back', reason: expect.stringContaining('answers look wrong') },
		]);
		await expectAuditEntry(db, served.place.id, { action: 'endpoint.rolled-back', targetId: served.endpointId, reason: /answers look wrong/ });
		await expect(requestRollback(served.person, { ...served.at, reason: 'once more' })).rejects.toMatchObject({ code: 'conflict', detail: { reason: 'held' } });
		await expect(requestRollback(served.person, { ...served.at, reason: 'once more', version: 1 })).rejects.toMatchObject({
			code: 'conflict',
			detail: { reason: 'nothing-before' },
		});
	});

	it('never takes the champion back in the place of a rollout that ended just before the click', async () => {
		await serve(null, v1);
		await serve(v1, v2);
		const id = await startRollout(served, v2, await makeVersion(served, 3));
		await rollBack(served.process, { rolloutId: id, reason: 'failed by itself' });
		const before = await newestRoute();
		await expect(requestRollback(served.person, { ...served.at, reason: 'it fails' })).rejects.toMatchObject({ code: 'conflict', detail: { reason: 'held' } });
		await expect(requestRollback(served.person, { ...served.at, reason: 'it fails', version: 3 })).rejects.toMatchObject({
			code: 'conflict',
			detail: { reason: 'other-version' },
		});
		expect(await newestRoute()).toEqual(before);
		expect(await requestRollback(served.person, { ...served.at, reason: 'it fails too', version: 2 })).toMatchObject({ what: 'champion', toVersion: 1 });
	});

	it('does not wait in a circle with a verdict on its change: both end', async () => {
		await serve(null, v1);
		const approved = await makeChange(served, 8);
		const id = await startRollout(served, v1, v2, approved);
		for (let i = 0; i < 5; i += 1) {
			const verdict = transact(served.process, async (tx) => {
				await tx.select({ id: change.id }).from(change).where(eq(change.id, approved.id)).for('update');
				await tx.select({ id: endpoint.id }).from(endpoint).where(eq(endpoint.id, served.endpointId)).for('update');
			});
			await Promise.all([verdict, look(id, 0), setWeight(served.process, { rolloutId: id, index: 0 })]);
		}
	});

	it('refuses a contributor and a request without a reason', async () => {
		await openFirst();
		const contributor = await makeUser(db, served.place, ['contributor']);
		await expect(requestRollback(as(served.person, contributor), { ...served.at, reason: 'mine is better' })).rejects.toMatchObject({ code: 'forbidden' });
		await expectAuditEntry(db, served.place.id, { action: 'endpoint:rollback', decision: 'denied' });
		await expect(requestRollback(served.person, { ...served.at, reason: ' ' })).rejects.toMatchObject({ code: 'invalid', detail: { field: 'reason' } });
	});
});

describe('R21: rolling back to a digest approved for the environment in the last 90 days needs no quorum', () => {
	const DAY_MS = 86_400_000;

	it('a deployer alone goes back to the version before, and to one before that by its number', async () => {
		await serve(null, v1);
		await serve(v1, v2);
		await serve(v2, await makeVersion(served, 3));
		expect(await requestRollback(served.person, { ...served.at, reason: 'it drifts', to: 1 })).toMatchObject({ what: 'champion', toVersion: 1 });
		expect(await newestRoute()).toMatchObject([{ modelVersionId: v1, role: 'champion', weight: 100 }]);
		await expectAuditEntry(db, served.place.id, { action: 'endpoint.rolled-back', reason: /it drifts/ });
	});

	it('what was replaced more than 90 days ago, or never went live, needs a change: refused with the sentence and a denied entry', async () => {
		await serve(null, v1);
		await serve(v1, v2);
		const never = await makeVersion(served, 3);
		expect(never).toBeTruthy();
		const back = (to?: number) => requestRollback(served.person, { ...served.at, reason: 'it drifts', to });
		await expect(back(3)).rejects.toMatchObject({ code: 'forbidden', message: /^Version 3 was never approved for this environment/ });
		await expect(back(9)).rejects.toMatchObject({ code: 'not-found', detail: { field: 'to', value: 9 } });
		await expect(back(2)).rejects.toMatchObject({ code: 'conflict', detail: { reason: 'runs-already' } });
		served.clock.nowMs += 91 * DAY_MS;
		await expect(back()).rejects.toMatchObject({ code: 'forbidden', message: /without approvals a rollback goes back at most 90 days/ });
		await expectAuditEntry(db, served.place.id, { action: 'endpoint.rolled-back', decision: 'denied', reason: /90 days/ });
		served.clock.nowMs -= 2 * DAY_MS;
		expect(await back()).toMatchObject({ what: 'champion', toVersion: 1 });
	});
});

describe('pauseRollout and resumeRollout', () => {
	it('keeps the weights and stops the clock: the deadline moves by the pause', async () => {
		const id = await openFirst();
		await pauseRollout(served.person, { ...served.at, reason: 'looking at logs' });
		served.clock.nowMs += 3_600_000;
		expect(await look(id, 0)).toMatchObject({ verdict: 'wait' });
		expect(await setWeight(served.process, { rolloutId: id, index: 1 })).toEqual({ outcome: 'paused', routeSeq: null });
		await resumeRollout(served.person, served.at);
		expect(await look(id, 0)).toMatchObject({ verdict: 'wait' });
		served.clock.nowMs += 61_000;
		expect(await look(id, 0)).toMatchObject({ verdict: 'roll-back', reason: expect.stringMatching(/not shown fit within/) });
		await expectAuditEntry(db, served.place.id, { action: 'rollout.paused', targetId: id, reason: /looking at logs/ });
		await expectAuditEntry(db, served.place.id, { action: 'rollout.resumed', targetId: id });
	});

	it('still rolls back on evidence while paused', async () => {
		const id = await openFirst();
		await pauseRollout(served.person, served.at);
		await ingestArm(served, weightStepKey(id, 0), { versionId: v2, rolloutId: id, requests: 5, errors: 5, prefix: 'bad', shadow: true });
		expect(await look(id, 0)).toMatchObject({ verdict: 'roll-back' });
	});

	it('refuses to pause twice, to resume what runs, and anybody who may not operate', async () => {
		await openFirst();
		await expect(resumeRollout(served.person, served.at)).rejects.toMatchObject({ code: 'conflict' });
		await pauseRollout(served.person, served.at);
		await expect(pauseRollout(served.person, served.at)).rejects.toMatchObject({ code: 'conflict' });
		const reviewer = await makeUser(db, served.place, ['reviewer']);
		for (const operate of [pauseRollout, resumeRollout])
			await expect(operate(as(served.person, reviewer), served.at)).rejects.toMatchObject({ code: 'forbidden' });
	});
});

describe('promoteRollout', () => {
	it('lets a step pass without enough evidence, and says who asked and why', async () => {
		const id = await openFirst();
		await promoteRollout(served.person, { ...served.at, reason: 'night traffic is thin' });
		expect(await look(id, 0)).toMatchObject({ verdict: 'advance', reason: expect.stringMatching(/Promoted by .*night traffic is thin/) });
		expect(await look(id, 1)).toMatchObject({ verdict: 'wait' });
		await expectAuditEntry(db, served.place.id, { action: 'rollout.promote-requested', targetId: id, reason: /night traffic/ });
	});

	it('never outvotes evidence against the candidate', async () => {
		const id = await openFirst();
		await ingestArm(served, weightStepKey(id, 0), { versionId: v2, rolloutId: id, requests: 5, errors: 5, prefix: 'bad', shadow: true });
		await promoteRollout(served.person, { ...served.at, reason: 'I am sure' });
		expect(await look(id, 0)).toMatchObject({ verdict: 'roll-back' });
	});

	it('refuses without an open rollout, and an actor without the permission', async () => {
		await expect(promoteRollout(served.person, { ...served.at, reason: 'go on' })).rejects.toMatchObject({
			code: 'conflict',
			detail: { reason: 'no-rollout' },
		});
		const viewer = await makeUser(db, served.place, ['viewer']);
		await expect(promoteRollout(as(served.person, viewer), { ...served.at, reason: 'go on' })).rejects.toMatchObject({ code: 'forbidden' });
	});
});
