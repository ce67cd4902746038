import { eq } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '@interlock/db';
import { change, dataset, datasetVersion, modelVersion, review, revision, rollout } from '@interlock/db/tables';
import { DomainError } from '@interlock/domain/error';
import { defaultPolicy } from '@interlock/domain/policy';
import { as, auditEntries, expectAuditEntry, testDatabase } from '@interlock/testkit';
import type { ServiceContext } from '../access/index.ts';
import { closeByPolicy, considerChange, evaluateRevision, pushRevision, reviewChange } from './index.ts';
import { makeScene, makeVersion, open, openReady, passGates, pushMonth, type Scene, serve, view } from './test-fixture.ts';

let db: Database;
beforeAll(async () => {
	db = await testDatabase();
});

describe('evaluating a revision', () => {
	let scene: Scene;
	beforeEach(async () => {
		scene = await makeScene(db, { realData: true });
	});
	const evaluate = (id: string, number = 1) => evaluateRevision(scene.process, { changeId: id, revision: number });
	const retrainer = (): ServiceContext => as(scene.maya, { kind: 'process', process: 'retrain', workflowId: 'retrain/1', orgId: scene.project.id });

	it('compares a first version with the naive rule, says rows and blocks, and does it once by its step key', async () => {
		await makeVersion(scene, 'delay-v1', { version: 1 });
		const opened = await open(scene, 1);
		const first = await evaluate(opened.id);
		expect(first).toEqual({
			evaluation: 'finished',
			rowsScored: 240,
			blocks: 20,
			rolloutId: null,
			gates: ['beats-naive', 'signature-compatible', 'expectations-passed', 'format-allowed', 'leakage'].map((gate) => ({ gate, status: 'passed' })),
		});
		expect(await evaluate(opened.id)).toEqual(first);
		expect((await auditEntries(db, scene.project.id)).filter((e) => e.action === 'change.evaluated')).toHaveLength(1);
		const shown = await view(scene, opened.number);
		expect(shown.revision.evaluationSteps.map(({ step, endedMs }) => [step, endedMs !== null])).toEqual(
			['open-versions', 'read-holdout', 'score-candidate', 'compare', 'compare-inputs', 'find-leakage', 'check-data'].map((step) => [step, true]),
		);
		expect(shown.headline).toMatchObject({ tone: 'better', sentence: expect.stringContaining('240 rows in 20 blocks') });
		expect(shown.comparison).toMatchObject({
			rowsScored: 240,
			report: { baseline: 'naive', blocks: 20 },
			parityNote: 'The run logged no predictions of its own.',
		});
		expect(shown.timeline.at(-1)).toMatchObject({ kind: 'evaluated', sentence: expect.stringContaining('All 5 gates passed.') });
	});

	it('compares with the champion on the same rows: error, slices, parity, parameters, packages, signature and data', async () => {
		await serve(scene, await makeVersion(scene, 'delay-v2', { version: 1 }));
		await makeVersion(scene, 'delay-v1', { version: 2, parameters: { trees: '200', seed: '0' }, parity: { 'f2-0': 23, 'f2-1': 999 } });
		const opened = await open(scene, 2);
		expect(await evaluate(opened.id)).toMatchObject({
			gates: [{ gate: 'non-inferiority', status: 'passed' }, {}, {}, {}, { gate: 'leakage', status: 'passed' }],
		});
		const { comparison, whatChanges, headline, revision: shown } = await view(scene, opened.number);
		expect(headline).toMatchObject({ tone: 'better', title: expect.stringMatching(/^Better by 99\.\d\d min$/) });
		expect(comparison?.report.slices.rows.map((slice) => [slice.column, slice.value, slice.rows])).toEqual([
			['carrier', 'AA', 80],
			['carrier', 'B6', 80],
			['carrier', 'UA', 80],
		]);
		expect(comparison).toMatchObject({
			parity: { rows: 2, differing: 2 },
			parityNote: '2 of 240 held-out rows have a prediction of the run.',
			signature: { compatible: true },
			parameters: {
				changes: [
					{ name: 'seed', base: null, head: '0' },
					{ name: 'trees', base: '150', head: '200' },
				],
				total: 2,
			},
			environment: { packages: [{ name: 'numpy', base: '2.4.1', head: '2.4.2' }], total: 2 },
			data: { base: [{ name: 'flights', version: 1, rows: 240 }], schema: [] },
		});
		expect(whatChanges.map((row) => row.part)).toContain('behaviour');
		expect(shown.comparisonDigest).toMatch(/^[0-9a-f]{64}$/);
	});

	it('shows how the training data moved, with bins of both sides, when it differs', async () => {
		await serve(scene, await makeVersion(scene, 'delay-v1', { version: 1 }));
		await pushMonth(scene.dora, scene.place, 3, ['AA', 'AA', 'WN']);
		const head = await makeVersion(scene, 'delay-v1', { version: 2 });
		const [row] = await db.drizzle.select().from(modelVersion).where(eq(modelVersion.id, head));
		if (!row) throw new Error('no version');
		const { holdout } = await view(scene, (await open(scene, 2)).number);
		expect(holdout.version).toBe(3);
		const months = await db.drizzle
			.select({ v: datasetVersion })
			.from(datasetVersion)
			.innerJoin(dataset, eq(dataset.id, datasetVersion.datasetId))
			.where(eq(dataset.projectId, scene.project.projectId));
		const lineage = {
			...row.lineage,
			datasets: months
				.filter(({ v }) => v.version !== 2)
				.sort((a, b) => a.v.version - b.v.version)
				.map(({ v }) => ({ datasetVersionId: v.id, name: 'flights', version: v.version, digest: v.digest, role: 'train' })),
		};
		await db.drizzle.update(modelVersion).set({ lineage }).where(eq(modelVersion.id, head));
		const pushed = await pushRevision(scene.maya, { ...scene.place, number: 1, version: 2, holdout: { dataset: 'flights', version: 2 } });
		await evaluate(pushed.id, 2);
		const { comparison } = await view(scene, 1);
		expect(comparison?.data.head.map((d) => d.version)).toEqual([1, 3]);
		expect(comparison?.data.profile.find((column) => column.column === 'carrier')).toMatchObject({ newValues: ['WN'], head: { rows: 480 } });
		const carriers = comparison?.data.histograms.find((h) => h.column === 'carrier');
		expect(carriers).toEqual({ column: 'carrier', labels: ['AA', 'B6', 'UA'], base: [80, 80, 80], head: [240, 80, 80] });
		expect(comparison?.data.histograms.find((h) => h.column === 'temp')?.head.reduce((a, b) => a + b, 0)).toBe(480);
		expect(JSON.stringify(comparison).length).toBeLessThan(200_000);
	});

	it('closes a retrain that is not shown better, with that evidence, and keeps a better one for people', async () => {
		const champion = await makeVersion(scene, 'delay-v1', { version: 1 });
		await serve(scene, champion);
		await makeVersion(scene, 'delay-v1', { version: 2 });
		const same = await open(scene, 2, retrainer());
		expect(await considerChange(scene.process, { changeId: same.id })).toEqual({ next: 'evaluate', revision: 1 });
		expect((await evaluate(same.id)).gates[0]).toEqual({ gate: 'superiority', status: 'inconclusive' });
		expect(await considerChange(scene.process, { changeId: same.id })).toMatchObject({
			next: 'close-unproven',
			reason: /^Not shown better: The candidate is not shown better than the champion, nor worse\./,
		});
		await closeByPolicy(scene.process, { changeId: same.id });
		await closeByPolicy(scene.process, { changeId: same.id });
		expect(await view(scene, same.number)).toMatchObject({ state: 'closed', closedReason: expect.stringContaining('240 rows in 20 blocks') });
		const closed = (await auditEntries(db, scene.project.id)).filter((e) => e.action === 'change.closed');
		expect(closed).toMatchObject([{ after: { gate: { status: 'inconclusive', evidence: { blocks: 20 } } } }]);
		expect(await considerChange(scene.process, { changeId: same.id })).toEqual({ next: 'end' });

		await serve(scene, await makeVersion(scene, 'delay-v2', { version: 3 }));
		const better = await open(scene, 2, retrainer());
		expect((await evaluate(better.id)).gates[0]).toEqual({ gate: 'superiority', status: 'passed' });
		expect(await considerChange(scene.process, { changeId: better.id })).toMatchObject({ next: 'wait' });
		await closeByPolicy(scene.process, { changeId: better.id });
		expect(await view(scene, better.number)).toMatchObject({ state: 'in-review' });
	});

	it('keeps what the candidate cannot do as a failed evaluation that names the row', async () => {
		await pushMonth(scene.dora, scene.place, 3, ['UA', 'ZZ', 'B6']);
		await makeVersion(scene, 'raises', { version: 1 });
		const opened = await open(scene, 1);
		expect(await evaluate(opened.id)).toMatchObject({ evaluation: 'failed', gates: [] });
		const shown = await view(scene, opened.number);
		expect(shown.headline).toMatchObject({ tone: 'failed', sentence: expect.stringMatching(/^candidate: no answer for 80 of 240 held-out rows; row 1: /) });
		expect(shown.revision.evaluationSteps.at(-1)).toMatchObject({ step: 'score-candidate' });
		expect(shown.policy.decision.missing).toContain('a new revision that can be evaluated');
		await expectAuditEntry(db, scene.project.id, { action: 'change.evaluated', targetId: opened.id, reason: /no answer for 80/ });
	});

	it('passes a candidate that would fail on values the held-out data does not have: that is for the canary to find', async () => {
		await serve(scene, await makeVersion(scene, 'delay-v1', { version: 1 }));
		await makeVersion(scene, 'raises', { version: 2 });
		const opened = await open(scene, 2);
		expect((await evaluate(opened.id)).gates.every((gate) => gate.status === 'passed')).toBe(true);
	});

	it('tries again what is our fault, leaving the revision as it was', async () => {
		await makeVersion(scene, 'delay-v1', { version: 1 });
		const opened = await open(scene, 1);
		const storage = { ...scene.process.storage, read: () => Promise.reject(new DomainError('unavailable', 'the disk is away')) };
		await expect(evaluateRevision({ ...scene.process, storage }, { changeId: opened.id, revision: 1 })).rejects.toThrow('the disk is away');
		expect((await view(scene, opened.number)).revision.evaluation).toBe('running');
		expect(await considerChange(scene.process, { changeId: opened.id })).toEqual({ next: 'evaluate', revision: 1 });
		expect(await evaluate(opened.id)).toMatchObject({ evaluation: 'finished' });
	});

	it('refuses an actor of another organization', async () => {
		await makeVersion(scene, 'delay-v1', { version: 1 });
		const opened = await open(scene, 1);
		const stranger = as(scene.process, { kind: 'process', process: 'change', workflowId: 'x', orgId: (await makeScene(db)).project.id });
		await expect(evaluateRevision(stranger, { changeId: opened.id, revision: 1 })).rejects.toMatchObject({ code: 'not-found' });
	});
});

describe('a change left alone', () => {
	it('expires by its policy, which its process finds by the clock', async () => {
		const scene = await makeScene(db);
		const opened = await openReady(scene);
		expect(await considerChange(scene.process, { changeId: opened.id })).toMatchObject({ next: 'wait' });
		scene.clock.nowMs += defaultPolicy('production').expiry.changeMs;
		expect(await considerChange(scene.process, { changeId: opened.id })).toEqual({ next: 'expire' });
		await closeByPolicy(scene.process, { changeId: opened.id });
		expect(await view(scene, opened.number)).toMatchObject({ state: 'closed', closedReason: 'It expired without enough approvals.' });
		await expectAuditEntry(db, scene.project.id, { action: 'change.expired', targetId: opened.id });
	});

	it('is looked at again soon when only another rollout of its endpoint holds it, and then rolls out', async () => {
		const scene = await makeScene(db);
		const first = await openReady(scene);
		await makeVersion(scene, 'delay-v1', { version: 3 });
		const second = await open(scene, 3);
		await passGates(scene, second.id, 1);
		const approve = (on: typeof first) => reviewChange(scene.jonas, { ...scene.place, number: on.number, verdict: 'approve', digest: on.digest });
		const started = await approve(first);
		expect((await approve(second)).decision.missing).toEqual(['the end of the open rollout']);
		expect(await considerChange(scene.process, { changeId: second.id })).toEqual({ next: 'wait', forMs: 30_000 });
		await db.drizzle
			.update(rollout)
			.set({ state: 'rolled-back' })
			.where(eq(rollout.id, started.rolloutId ?? ''));
		expect(await considerChange(scene.process, { changeId: second.id })).toEqual({ next: 'wait', forMs: null });
		expect(await view(scene, second.number)).toMatchObject({ state: 'approved', rollout: { state: 'running' } });
	});

	it('writes a refusal once when the approved bytes are not there any more, and stays in review', async () => {
		const scene = await makeScene(db);
		const opened = await openReady(scene);
		const [row] = await db.drizzle.select().from(revision).where(eq(revision.changeId, opened.id));
		await db.drizzle.insert(review).values({
			orgId: scene.project.id,
			projectId: scene.project.projectId,
			changeId: opened.id,
			revision: 1,
			subjectDigest: opened.digest,
			policyDigest: (await view(scene, 1)).revision.policyDigest,
			reviewerUserId: (await view(scene, 1)).viewer.userId,
			reviewer: 'jonas',
			role: 'reviewer',
			verdict: 'approve',
			createdAt: new Date(scene.clock.nowMs),
		});
		await db.drizzle
			.update(modelVersion)
			.set({ dataDigest: 'f'.repeat(64) })
			.where(eq(modelVersion.id, row?.modelVersionId ?? ''));
		for (let i = 0; i < 2; i += 1) await considerChange(scene.process, { changeId: opened.id });
		const shown = await view(scene, opened.number);
		expect(shown.state).toBe('in-review');
		expect(shown.timeline.filter((entry) => entry.kind === 'refused')).toHaveLength(1);
		await expectAuditEntry(db, scene.project.id, { action: 'change.decided', decision: 'denied', targetId: opened.id });
		expect(await db.drizzle.select({ state: change.state }).from(change).where(eq(change.id, opened.id))).toEqual([{ state: 'in-review' }]);
	});
});
