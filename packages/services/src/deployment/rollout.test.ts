import { eq } from 'drizzle-orm';
import { writeFile } from 'node:fs/promises';
import type { Database } from '@interlock/db';
import { change, endpoint, modelAlias, processCommand, rollout, rolloutStep, route } from '@interlock/db/tables';
import { as, expectAuditEntry, makeUser, testDatabase } from '@interlock/testkit';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { acknowledge } from './acknowledge.ts';
import { finishRollout } from './finish-rollout.ts';
import { judgeRolloutStep } from './judge-rollout-step.ts';
import { readRollout } from './read-rollout.ts';
import { rollBack } from './roll-back.ts';
import { setWeight, weightStepKey } from './set-weight.ts';
import { ingest, ingestArm, makeChange, makeServed, makeVersion, predictionOf, type Served, shaOf, startRollout } from './test-fixture.ts';

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

const routesOf = () => db.drizzle.select().from(route).where(eq(route.endpointId, served.endpointId)).orderBy(route.seq);
const endpointNow = async () => (await db.drizzle.select().from(endpoint).where(eq(endpoint.id, served.endpointId)))[0];
const rolloutNow = async (id: string) => (await db.drizzle.select().from(rollout).where(eq(rollout.id, id)))[0];
const look = (rolloutId: string, index: number) => judgeRolloutStep(served.process, { rolloutId, index });

async function openStep(rolloutId: string, index: number): Promise<string> {
	const { routeSeq } = await setWeight(served.process, { rolloutId, index });
	await acknowledge(served.server, { serverId: 'inference-1', seq: routeSeq ?? 0 });
	return weightStepKey(rolloutId, index);
}

/** Version 1 as the champion, by a rollout of its own. */
async function makeChampion(): Promise<void> {
	const first = await startRollout(served, null, v1);
	const stepKey = await openStep(first, 2);
	await ingestArm(served, stepKey, { versionId: v1, rolloutId: first, requests: 40, errors: 0, prefix: 'first' });
	expect((await look(first, 2)).verdict).toBe('advance');
	await finishRollout(served.process, { rolloutId: first });
}

describe('startRolloutInTx', () => {
	it('opens one rollout per endpoint: the second of two at once is refused', async () => {
		const both = await Promise.allSettled([startRollout(served, null, v1), startRollout(served, null, v2)]);
		expect(both.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
		expect(both.find((r) => r.status === 'rejected')?.reason).toMatchObject({ code: 'conflict', detail: { reason: 'rollout-open' } });
	});

	it('refuses a version whose stored bytes changed by one byte, naming the file, and opens nothing', async () => {
		const path = await served.person.storage.path(served.place.id, shaOf('model 1'));
		await writeFile(path, 'model X');
		await expect(startRollout(served, null, v1)).rejects.toMatchObject({
			code: 'conflict',
			detail: { field: 'model.onnx', reason: 'digest-mismatch' },
			message: expect.stringContaining('model.onnx'),
		});
		expect(await db.drizzle.select().from(rollout).where(eq(rollout.endpointId, served.endpointId))).toEqual([]);
	});

	it('refuses a candidate that was compared with a version the endpoint no longer runs', async () => {
		await makeChampion();
		await expect(startRollout(served, null, v2)).rejects.toMatchObject({ code: 'conflict', detail: { reason: 'base-moved' } });
	});

	it('starts its process through the outbox under the id of the rollout, and leaves an audit entry', async () => {
		const id = await startRollout(served, null, v1);
		expect(
			await db.drizzle
				.select()
				.from(processCommand)
				.where(eq(processCommand.workflowId, `rollout/${id}`)),
		).toMatchObject([{ kind: 'start', process: 'rollout', args: { rolloutId: id } }]);
		await expectAuditEntry(db, served.place.id, { action: 'rollout.started', targetId: id });
	});

	it('sends a first version to 100 % at once: there is nothing to shadow', async () => {
		const id = await startRollout(served, null, v1);
		expect(await readRollout(served.process, { rolloutId: id })).toMatchObject({ open: true, index: 2, complete: false });
	});
});

describe('setWeight', () => {
	it('writes one route however often a step is asked, and its audit entry once', async () => {
		await makeChampion();
		const id = await startRollout(served, v1, v2);
		const before = (await routesOf()).length;
		const first = await setWeight(served.process, { rolloutId: id, index: 0 });
		const again = await Promise.all([setWeight(served.process, { rolloutId: id, index: 0 }), setWeight(served.process, { rolloutId: id, index: 0 })]);
		expect(again).toEqual([first, first]);
		const routes = await routesOf();
		expect(routes).toHaveLength(before + 1);
		expect(routes.at(-1)?.entries).toEqual([
			{ modelVersionId: v1, role: 'champion', weight: 100, shadow: false, rolloutId: null, stepKey: `rollout/${id}/weight/0` },
			{ modelVersionId: v2, role: 'candidate', weight: 0, shadow: true, rolloutId: id, stepKey: `rollout/${id}/weight/0` },
		]);
		await expectAuditEntry(db, served.place.id, { action: 'rollout.weight-changed', targetId: id });
	});

	it('refuses a person: only the rollout process and who operates endpoints move weights', async () => {
		const id = await startRollout(served, null, v1);
		const viewer = await makeUser(db, served.place, ['viewer']);
		await expect(setWeight(as(served.person, viewer), { rolloutId: id, index: 2 })).rejects.toMatchObject({ code: 'forbidden' });
		await expectAuditEntry(db, served.place.id, { action: 'endpoint:operate', decision: 'denied', targetId: id });
	});

	it('writes nothing after the rollout was rolled back', async () => {
		const id = await startRollout(served, null, v1);
		await rollBack(served.process, { rolloutId: id, reason: 'a test says so' });
		const before = await routesOf();
		expect(await setWeight(served.process, { rolloutId: id, index: 2 })).toEqual({ outcome: 'ended', routeSeq: null });
		expect(await routesOf()).toEqual(before);
	});
});

describe('judgeRolloutStep', () => {
	it('waits for the acknowledgement of an inference server before a step may pass', async () => {
		const id = await startRollout(served, null, v1);
		await setWeight(served.process, { rolloutId: id, index: 2 });
		await ingestArm(served, weightStepKey(id, 2), { versionId: v1, rolloutId: id, requests: 40, errors: 0, prefix: 'early' });
		expect(await look(id, 2)).toMatchObject({ verdict: 'wait', reason: expect.stringContaining('not acknowledged') });
	});

	it('counts a request of many rows once, on either arm, and only predictions of this step', async () => {
		await makeChampion();
		const id = await startRollout(served, v1, v2);
		await openStep(id, 0);
		await ingestArm(served, weightStepKey(id, 0), { versionId: v2, rolloutId: id, requests: 9, errors: 9, prefix: 'other-step', shadow: true });
		const key = weightStepKey(id, 0);
		await db.sql`update rollout_step set state = 'passed' where rollout_id = ${id} and index = 0`;
		await db.sql`update rollout set step_index = 1 where id = ${id}`;
		const canary = await openStep(id, 1);
		expect(canary).not.toBe(key);
		const rows = [0, 1, 2].map((row) =>
			predictionOf(served, { id: `many/${row}`, modelVersionId: v2, rolloutId: id, stepKey: canary, error: 'boom', output: null }),
		);
		await ingest(served, [
			...rows,
			predictionOf(served, { id: 'fine/0', modelVersionId: v2, rolloutId: id, stepKey: canary, atMs: served.clock.nowMs + 1 }),
			predictionOf(served, { id: 'champion/0', modelVersionId: v1, stepKey: canary }),
		]);
		await look(id, 1);
		const [step] = await db.drizzle.select().from(rolloutStep).where(eq(rolloutStep.rolloutId, id)).orderBy(rolloutStep.index).offset(1).limit(1);
		expect(step?.judgement).toMatchObject({ counts: { candidate: { requests: 2, errors: 1 }, champion: { requests: 1, errors: 0 }, consecutiveErrors: 0 } });
	});

	it('keeps the judgement with the planted counts it was made from, and at most 12 readings', async () => {
		await makeChampion();
		const id = await startRollout(served, v1, v2);
		const key = await openStep(id, 0);
		await ingestArm(served, key, { versionId: v1, rolloutId: null, requests: 15, errors: 1, prefix: 'a' });
		await ingestArm(served, key, { versionId: v2, rolloutId: id, requests: 15, errors: 2, prefix: 'a', shadow: true, output: 14 });
		for (let i = 0; i < 14; i++) expect((await look(id, 0)).verdict).toBe('wait');
		const [step] = await db.drizzle.select().from(rolloutStep).where(eq(rolloutStep.rolloutId, id)).orderBy(rolloutStep.index).limit(1);
		expect(step?.judgement).toMatchObject({
			counts: { candidate: { requests: 15, errors: 2 }, champion: { requests: 15, errors: 1 }, nonFiniteOutputs: 0 },
			observed: { pairs: { pairs: 13, meanDifference: 2 } },
			judgement: { verdict: 'continue', code: 'too-few-requests' },
		});
		expect(step?.readings).toEqual(Array(12).fill('continue'));
	});

	it('rolls back on a run of failed requests, on a NaN answer, and on more errors than the champion', async () => {
		await makeChampion();
		const cases: [string, (id: string, key: string) => Promise<unknown>, RegExp][] = [
			['run', (id, key) => ingestArm(served, key, { versionId: v2, rolloutId: id, requests: 5, errors: 5, prefix: `run-${id}` }), /in a row/],
			[
				'nan',
				(id, key) => ingest(served, [predictionOf(served, { id: `nan-${id}/0`, modelVersionId: v2, rolloutId: id, stepKey: key, output: 'NaN' })]),
				/not finite/,
			],
			[
				'more',
				async (id, key) => {
					await ingestArm(served, key, { versionId: v1, rolloutId: null, requests: 300, errors: 0, prefix: `champion-${id}` });
					await ingestArm(served, key, { versionId: v2, rolloutId: id, requests: 60, errors: 20, prefix: `worse-${id}` });
				},
				/20 of 60 requests/,
			],
		];
		for (const [, plant, sentence] of cases) {
			const id = await startRollout(served, v1, v2);
			const key = await openStep(id, 0);
			await plant(id, key);
			const found = await look(id, 0);
			expect(found).toMatchObject({ verdict: 'roll-back', reason: expect.stringMatching(sentence) });
			await rollBack(served.process, { rolloutId: id, reason: found.reason });
		}
	});

	it('passes a step once: a retry answers advance again and changes nothing', async () => {
		await makeChampion();
		const id = await startRollout(served, v1, v2);
		const key = await openStep(id, 0);
		await ingestArm(served, key, { versionId: v1, rolloutId: null, requests: 200, errors: 0, prefix: 'p' });
		await ingestArm(served, key, { versionId: v2, rolloutId: id, requests: 200, errors: 0, prefix: 'p', shadow: true });
		expect((await look(id, 0)).verdict).toBe('advance');
		const after = await rolloutNow(id);
		expect(after?.stepIndex).toBe(1);
		expect((await look(id, 0)).verdict).toBe('advance');
		expect(await rolloutNow(id)).toEqual(after);
		await expectAuditEntry(db, served.place.id, { action: 'rollout.step-passed', targetId: id });
	});

	it('rolls back at the deadline without requests, and when no server ever acknowledged the weight', async () => {
		const id = await startRollout(served, null, v1);
		await setWeight(served.process, { rolloutId: id, index: 2 });
		served.clock.nowMs += 60_001;
		expect(await look(id, 2)).toMatchObject({ verdict: 'roll-back', reason: expect.stringMatching(/no inference server has acknowledged/) });
	});
});

describe('finishRollout', () => {
	it('makes the candidate the champion, its change applied and the aliases outcomes, once', async () => {
		await makeChampion();
		const approved = await makeChange(served, 1);
		const id = await startRollout(served, v1, v2, approved);
		await db.sql`update rollout set step_index = 2 where id = ${id}`;
		await finishRollout(served.process, { rolloutId: id });
		const routes = await routesOf();
		await finishRollout(served.process, { rolloutId: id });
		expect(await routesOf()).toEqual(routes);
		expect(routes.at(-1)?.entries).toEqual([{ modelVersionId: v2, role: 'champion', weight: 100, shadow: false, rolloutId: null, stepKey: null }]);
		expect(await endpointNow()).toMatchObject({ championVersionId: v2, previousVersionId: v1, heldReason: null });
		expect(await db.drizzle.select().from(change).where(eq(change.id, approved.id))).toMatchObject([{ state: 'applied' }]);
		const aliases = await db.drizzle.select().from(modelAlias).where(eq(modelAlias.modelId, served.modelId));
		expect(aliases.map((a) => `${a.alias} ${a.version}`).sort()).toEqual(['champion 2', 'previous 1']);
		await expectAuditEntry(db, served.place.id, { action: 'rollout.finished', targetId: id });
		await expectAuditEntry(db, served.place.id, { action: 'change.applied', targetId: approved.id });
	});

	it('refuses to finish while a step before the last is open', async () => {
		await makeChampion();
		const id = await startRollout(served, v1, v2);
		await expect(finishRollout(served.process, { rolloutId: id })).rejects.toMatchObject({ code: 'conflict', detail: { reason: 'step-open' } });
	});
});

describe('rollBack', () => {
	it('gives the champion all traffic, holds the endpoint, closes the change, and writes the numbers into the audit log', async () => {
		await makeChampion();
		const approved = await makeChange(served, 2);
		const id = await startRollout(served, v1, v2, approved);
		const key = await openStep(id, 0);
		await ingestArm(served, key, { versionId: v2, rolloutId: id, requests: 6, errors: 6, prefix: 'bad' });
		const { reason } = await look(id, 0);
		await Promise.all([rollBack(served.process, { rolloutId: id, reason }), rollBack(served.process, { rolloutId: id, reason })]);
		expect((await routesOf()).at(-1)?.entries).toMatchObject([{ modelVersionId: v1, role: 'champion', weight: 100 }]);
		expect(await endpointNow()).toMatchObject({ championVersionId: v1, heldReason: reason });
		expect(await rolloutNow(id)).toMatchObject({ state: 'rolled-back', reason });
		expect(await db.drizzle.select().from(change).where(eq(change.id, approved.id))).toMatchObject([
			{ state: 'closed', closedReason: expect.stringContaining(reason) },
		]);
		const entry = await expectAuditEntry(db, served.place.id, { action: 'rollout.rolled-back', targetId: id, reason: /6 requests in a row failed/ });
		expect(entry.after).toMatchObject({ judgement: { counts: { candidate: { requests: 6, errors: 6 } } } });
	});

	it('leaves nothing serving when a first version is taken back', async () => {
		const id = await startRollout(served, null, v1);
		await openStep(id, 2);
		await rollBack(served.process, { rolloutId: id, reason: 'not fit' });
		expect((await routesOf()).at(-1)?.entries).toEqual([]);
	});

	it('refuses an actor who may not operate the endpoint, like every step of the process', async () => {
		const id = await startRollout(served, null, v1);
		const reviewer = await makeUser(db, served.place, ['reviewer']);
		const acting = as(served.person, reviewer);
		await expect(readRollout(acting, { rolloutId: id })).rejects.toMatchObject({ code: 'forbidden' });
		await expect(judgeRolloutStep(acting, { rolloutId: id, index: 2 })).rejects.toMatchObject({ code: 'forbidden' });
		await expect(finishRollout(acting, { rolloutId: id })).rejects.toMatchObject({ code: 'forbidden' });
		await expectAuditEntry(db, served.place.id, { action: 'endpoint:operate', decision: 'denied', targetId: id });
		await expect(rollBack(as(served.person, reviewer), { rolloutId: id, reason: 'I dislike it' })).rejects.toMatchObject({ code: 'forbidden' });
		expect(await rolloutNow(id)).toMatchObject({ state: 'running' });
	});
});
