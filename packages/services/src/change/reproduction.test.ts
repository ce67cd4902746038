import { and, desc, eq } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '@interlock/db';
import { contributor, gateResult, processCommand, reproduction, run, runParam, runTag, training } from '@interlock/db/tables';
import { digestJson } from '@interlock/storage';
import { as, auditEntries, expectAuditEntry, makeUser, testDatabase } from '@interlock/testkit';
import { createModelVersion } from '../model/index.ts';
import { getRunDetail } from '../run/index.ts';
import { advanceRun, cancelRun } from '../training/index.ts';
import {
	closeChange,
	considerChange,
	countersignWaiver,
	pushRevision,
	reproduceAgain,
	reviewChange,
	settleReproduction,
	startReproduction,
	waiveGate,
} from './index.ts';
import { makeScene, type Scene, view } from './test-fixture.ts';
import { askToReproduce, finishAgain, proposeTrained, trainedHere } from './test-trained-here.ts';

let db: Database;
let scene: Scene;
beforeAll(async () => {
	db = await testDatabase();
});
beforeEach(async () => {
	scene = await makeScene(db);
});

const ask = (reproduction?: Parameters<typeof askToReproduce>[1]) => askToReproduce(scene, reproduction);
const proposed = () => proposeTrained(scene);
const finish = (changeId: string, outcome: 'succeeded' | 'failed', made?: Parameters<typeof finishAgain>[3]) => finishAgain(scene, changeId, outcome, made);
const again = async (changeId: string) => {
	const [row] = await db.drizzle.select().from(reproduction).where(eq(reproduction.changeId, changeId)).orderBy(desc(reproduction.attempt));
	return row?.runId ?? '';
};
const start = (id: string, revision = 1) => startReproduction(scene.process, { changeId: id, revision });
const settle = (id: string, revision = 1) => settleReproduction(scene.process, { changeId: id, revision });
const gateOf = async (number: number) => (await view(scene, number)).gates.find(({ gate }) => gate === 'reproduction');

describe('training a revision again', () => {
	it('starts one run from what the first one recorded, once for ten at the same time, and links both ways', async () => {
		await ask();
		const opened = await proposed();
		expect(await gateOf(opened.number)).toMatchObject({ status: 'pending' });
		expect(await considerChange(scene.process, { changeId: opened.id })).toEqual({ next: 'reproduce', revision: 1 });
		await Promise.all(Array.from({ length: 10 }, () => start(opened.id)));
		const runId = await again(opened.id);
		const [first] = await db.drizzle.select().from(training).where(eq(training.runId, opened.firstRunId));
		const [second] = await db.drizzle.select().from(training).where(eq(training.runId, runId));
		const { files, codeDigest, lockDigest, parameters, datasets, template, maxRuntimeMs, threads } = first ?? {};
		expect(second).toMatchObject({ files, codeDigest, lockDigest, parameters, datasets, template, maxRuntimeMs, threads, modelName: null, state: 'queued' });
		expect(await db.drizzle.select().from(runParam).where(eq(runParam.runId, runId))).toHaveLength(2);
		const hex = opened.firstRunId.replaceAll('-', '');
		expect(
			await db.drizzle
				.select()
				.from(runTag)
				.where(and(eq(runTag.runId, runId), eq(runTag.key, 'interlock.reproduces'))),
		).toMatchObject([{ value: hex }]);
		const place = scene.place;
		const reproduced = { change: opened.number, revision: 1 };
		expect(await getRunDetail(scene.maya, { ...place, runId: runId.replaceAll('-', '') })).toMatchObject({
			name: 'run-2 again',
			reproduces: { runId: hex, name: 'run-2', ...reproduced },
			reproductions: [],
		});
		expect(await getRunDetail(scene.maya, { ...place, runId: hex })).toMatchObject({
			reproduces: null,
			reproductions: [{ runId: runId.replaceAll('-', ''), status: 'SCHEDULED', ...reproduced }],
		});
		expect(await gateOf(opened.number)).toMatchObject({ status: 'running', sentence: 'run-2 is trained again, as run-2 again.' });
		expect((await view(scene, opened.number)).policy.decision.reasons).toContain('Reproducible: running.');
		expect((await auditEntries(db, scene.project.id)).filter((e) => e.action === 'change.reproduction-started')).toHaveLength(1);
		await expectAuditEntry(db, scene.project.id, { action: 'run.started', targetId: runId });
		expect(await considerChange(scene.process, { changeId: opened.id })).toMatchObject({ next: 'wait' });
	});

	it('R4: is launched by the process, so that it makes nobody a contributor and no person stands under its run', async () => {
		await ask();
		const opened = await proposed();
		const before = await db.drizzle.select().from(contributor).where(eq(contributor.changeId, opened.id));
		await start(opened.id);
		await finish(opened.id, 'succeeded');
		await settle(opened.id);
		const [started] = await db.drizzle
			.select()
			.from(run)
			.where(eq(run.id, await again(opened.id)));
		expect(started).toMatchObject({ startedBy: 'change process', startedByUserId: null, startedByServiceAccountId: null });
		const approve = { ...scene.place, number: opened.number, verdict: 'approve' as const, digest: opened.digest };
		expect(await reviewChange(scene.jonas, approve)).toMatchObject({ state: 'approved' });
		const after = await db.drizzle.select().from(contributor).where(eq(contributor.changeId, opened.id));
		expect(after.map(({ userId, because }) => `${userId} ${because}`).sort()).toEqual(before.map(({ userId, because }) => `${userId} ${because}`).sort());
	});

	it('passes on the same bytes, rings the change when the training ends, is judged once, and lets the approved change roll out', async () => {
		await ask();
		const opened = await proposed();
		await start(opened.id);
		const approve = { ...scene.place, number: opened.number, verdict: 'approve' as const, digest: opened.digest };
		expect(await reviewChange(scene.jonas, approve)).toMatchObject({ state: 'in-review' });
		await settle(opened.id);
		expect(await gateOf(opened.number)).toMatchObject({ status: 'running' });
		await db.drizzle.delete(processCommand);
		await finish(opened.id, 'succeeded', { mae: 12 });
		expect(
			await db.drizzle
				.select()
				.from(processCommand)
				.where(eq(processCommand.workflowId, `change/${opened.id}`)),
		).toHaveLength(1);
		expect(await considerChange(scene.process, { changeId: opened.id })).toEqual({ next: 'settle-reproduction', revision: 1 });
		await settle(opened.id);
		await settle(opened.id);
		expect(await gateOf(opened.number)).toMatchObject({ status: 'passed', evidence: { sameBytes: true, report: expect.stringMatching(/^[0-9a-f]{64}$/) } });
		const [kept] = await db.drizzle.select().from(reproduction).where(eq(reproduction.changeId, opened.id));
		expect(digestJson(kept?.report)).toBe(kept?.digest);
		expect((await auditEntries(db, scene.project.id)).filter((e) => e.action === 'change.reproduced')).toHaveLength(1);
		await considerChange(scene.process, { changeId: opened.id });
		expect(await view(scene, opened.number)).toMatchObject({ state: 'approved', rollout: { state: 'running' } });
	});

	it.each([
		{ what: 'the same answers', model: 'delay-v1', mae: 12.1, status: 'passed', reason: /12\.10 \(0\.83 % apart\); error on the held-out data .* \(equal\)/ },
		{ what: 'the same answers', model: 'delay-v1', mae: 12.2, status: 'failed', reason: /12\.20 \(1\.7 % apart\); at most 1 %/ },
		{ what: 'other answers', model: 'delay-v2', mae: 12, status: 'failed', reason: /\(model\.onnx\); error on the held-out data .* apart\); at most 1 %/ },
	])('with other bytes and $what compares the figures: holdout_mae 12, then $mae is $status at 1 %', async ({ model, mae, status, reason }) => {
		scene = await makeScene(db, { realData: true });
		await ask();
		const opened = await proposed();
		await start(opened.id);
		await finish(opened.id, 'succeeded', { model, mae });
		await settle(opened.id);
		expect(await gateOf(opened.number)).toMatchObject({ status, evidence: { sameBytes: false, 'first.holdout_mae': 12, 'again.holdout_mae': mae } });
		await expectAuditEntry(db, scene.project.id, { action: 'change.reproduced', targetId: opened.id, reason });
	});

	it('fails on other bytes where no metric is named; two people can waive it as any gate', async () => {
		await ask({ metrics: [], tolerance: 0.01 });
		const opened = await proposed();
		await start(opened.id);
		await finish(opened.id, 'succeeded', { model: 'delay-v1' });
		await settle(opened.id);
		expect(await gateOf(opened.number)).toMatchObject({ status: 'failed' });
		const at = { ...scene.place, number: opened.number };
		const reason = 'The library sums in another order.';
		const asked = await waiveGate(scene.jonas, { ...at, gate: 'reproduction', reason, until: '2026-03-31', digest: opened.digest });
		await countersignWaiver(scene.lee, { ...at, waiver: asked.id });
		expect(await gateOf(opened.number)).toMatchObject({ status: 'waived', found: 'failed' });
	});

	it('is inconclusive when the training fails or a person cancels it, and says why', async () => {
		await ask();
		const opened = await proposed();
		await start(opened.id);
		await finish(opened.id, 'failed');
		await settle(opened.id);
		expect(await gateOf(opened.number)).toMatchObject({
			status: 'inconclusive',
			sentence: 'Training again broke off: The training ended with exit code 3. Try again, or ask for a waiver.',
		});
		scene = await makeScene(db);
		await ask();
		const second = await proposed();
		await start(second.id);
		const runId = await again(second.id);
		await cancelRun(scene.maya, { ...scene.place, run: runId });
		await advanceRun(scene.process, runId);
		await settle(second.id);
		expect(await gateOf(second.number)).toMatchObject({ status: 'inconclusive', sentence: expect.stringContaining('cancelled by a person') });
	});

	it('is tried once more by whoever may start runs, where it was inconclusive; what was judged stays', async () => {
		await ask();
		const opened = await proposed();
		const at = { ...scene.place, number: opened.number };
		await start(opened.id);
		await expect(reproduceAgain(scene.maya, at)).rejects.toThrow('reproduction: It is on its way.');
		await finish(opened.id, 'failed');
		await settle(opened.id);
		const offered = async (ctx: typeof scene.maya) => (await view(scene, opened.number, ctx)).gates.find(({ gate }) => gate === 'reproduction')?.tryAgain;
		expect(await offered(scene.maya)).toEqual({ enabled: true, sentence: 'Its process trains it again.' });
		expect(await offered(scene.jonas)).toMatchObject({ enabled: false });
		await expect(reproduceAgain(scene.jonas, at)).rejects.toMatchObject({ code: 'forbidden' });
		await expectAuditEntry(db, scene.project.id, { action: 'run:start', decision: 'denied', targetId: opened.id });
		expect(await reproduceAgain(scene.maya, at)).toEqual({ attempt: 2 });
		await expectAuditEntry(db, scene.project.id, { action: 'change.reproduction-asked', targetId: opened.id });
		expect(await gateOf(opened.number)).toMatchObject({ status: 'pending' });
		expect(await considerChange(scene.process, { changeId: opened.id })).toEqual({ next: 'reproduce', revision: 1 });
		await Promise.all([start(opened.id), start(opened.id)]);
		const [second] = await db.drizzle
			.select()
			.from(run)
			.where(eq(run.id, await again(opened.id)));
		expect(second).toMatchObject({ startedBy: 'change process', startedByUserId: null });
		await finish(opened.id, 'succeeded');
		await settle(opened.id);
		expect(await gateOf(opened.number)).toMatchObject({ status: 'passed' });
		expect((await getRunDetail(scene.maya, { ...scene.place, runId: opened.firstRunId.replaceAll('-', '') })).reproductions).toHaveLength(2);
		await expect(reproduceAgain(scene.maya, at)).rejects.toThrow('reproduction: It passed; only what is inconclusive is tried again.');
	});

	it.each<[string, (firstRunId: string) => Promise<unknown>, RegExp]>([
		['names no run', () => db.sql`update model_version set run_id = null where version = 2`, /names no run/],
		['was logged from outside', (id) => db.drizzle.delete(training).where(eq(training.runId, id)), /logged from outside and has no lock/],
		['has lost its code', (id) => loseCode(id), /not stored any more: flights\/train\.py, the code with the digest/],
		[
			'has lost its data',
			(id) => db.sql`update training set datasets = jsonb_set(datasets, '{0,datasetVersionId}', '"00000000-0000-7000-8000-000000000000"') where run_id = ${id}`,
			/not stored any more: flights v1\. Train it anew/,
		],
	])('is inconclusive at once when the version %s: nothing is started', async (_, lose, sentence) => {
		await ask();
		const opened = await proposed();
		await lose(opened.firstRunId);
		await start(opened.id);
		expect(await gateOf(opened.number)).toMatchObject({ status: 'inconclusive', sentence: expect.stringMatching(sentence) });
		expect(await again(opened.id)).toBe('');
		expect(await considerChange(scene.process, { changeId: opened.id })).toMatchObject({ next: 'wait' });
		await expectAuditEntry(db, scene.project.id, { action: 'change.reproduced', targetId: opened.id, reason: sentence });
	});

	async function loseCode(runId: string): Promise<void> {
		const [row] = await db.drizzle.select({ files: training.files }).from(training).where(eq(training.runId, runId));
		const files = (row?.files ?? []).map((file) => (file.path === 'train.py' ? { ...file, sha256: 'e'.repeat(64) } : file));
		await db.drizzle.update(training).set({ files }).where(eq(training.runId, runId));
	}

	it('makes no candidate: nobody registers a version of its run', async () => {
		await ask();
		const opened = await proposed();
		await start(opened.id);
		const runId = (await finish(opened.id, 'succeeded')).replaceAll('-', '');
		const source = `runs:/${runId}/`;
		await expect(createModelVersion(scene.maya, { ...scene.place, name: 'arrival-delay', source, runId })).rejects.toMatchObject({
			code: 'conflict',
			message: expect.stringContaining('trains the run'),
		});
	});

	it('is stopped when a newer revision replaces it, which is trained again anew, and when the change closes', async () => {
		await ask();
		const opened = await proposed();
		await start(opened.id);
		const firstAgain = await again(opened.id);
		await trainedHere(scene, 3);
		const at = { ...scene.place, number: opened.number };
		await pushRevision(scene.maya, { ...at, version: 3 });
		const [stopped] = await db.drizzle
			.select()
			.from(gateResult)
			.where(and(eq(gateResult.changeId, opened.id), eq(gateResult.revision, 1), eq(gateResult.gate, 'reproduction')));
		expect(stopped).toMatchObject({ status: 'inconclusive', sentence: 'Training again was stopped: revision 2 replaced it.' });
		await advanceRun(scene.process, firstAgain);
		await expectAuditEntry(db, scene.project.id, { action: 'run.cancelled', targetId: firstAgain });
		expect(await considerChange(scene.process, { changeId: opened.id })).toEqual({ next: 'reproduce', revision: 2 });
		await start(opened.id, 2);
		await closeChange(scene.maya, at);
		expect(await gateOf(opened.number)).toMatchObject({ status: 'inconclusive', sentence: 'Training again was stopped: the change was closed.' });
		await settle(opened.id, 2);
		expect(await considerChange(scene.process, { changeId: opened.id })).toEqual({ next: 'end' });
	});

	it('is not done where the policy does not ask for it', async () => {
		const opened = await proposed();
		expect(await considerChange(scene.process, { changeId: opened.id })).toMatchObject({ next: 'wait' });
		await start(opened.id);
		await settle(opened.id);
		expect(await db.drizzle.select().from(reproduction).where(eq(reproduction.changeId, opened.id))).toEqual([]);
	});

	it('is started and judged by whoever may start runs, and by nobody else', async () => {
		await ask();
		const opened = await proposed();
		const viewer = as(scene.maya, await makeUser(db, scene.project, ['viewer']));
		for (const call of [startReproduction, settleReproduction])
			await expect(call(viewer, { changeId: opened.id, revision: 1 })).rejects.toMatchObject({ code: 'forbidden' });
		await expectAuditEntry(db, scene.project.id, { action: 'run:start', decision: 'denied', targetId: opened.id });
	});
});
