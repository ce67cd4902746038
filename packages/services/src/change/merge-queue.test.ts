import { eq } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '@interlock/db';
import { change, modelVersion, processCommand, rollout, rolloutStep } from '@interlock/db/tables';
import { defaultPolicy } from '@interlock/domain/policy';
import { expectAuditEntry, testDatabase } from '@interlock/testkit';
import type { ServiceContext } from '../access/index.ts';
import { finishRollout } from '../deployment/index.ts';
import { updatePolicy } from '../policy/index.ts';
import { considerChange, evaluateRevision, type OpenedChange, reviewChange } from './index.ts';
import { makeScene, makeVersion, open, pushMonth, type Scene, serve, view } from './test-fixture.ts';

let db: Database;
let scene: Scene;
beforeAll(async () => {
	db = await testDatabase();
});
beforeEach(async () => {
	scene = await makeScene(db, { realData: true });
	await serve(scene, await makeVersion(scene, 'delay-v2', { version: 1 }));
});

const approve = (ctx: ServiceContext, on: OpenedChange) =>
	reviewChange(ctx, { ...scene.place, number: on.number, verdict: 'approve', body: '', digest: on.digest });
const consider = (on: OpenedChange) => considerChange(scene.process, { changeId: on.id });
const evaluate = (on: OpenedChange) => evaluateRevision(scene.process, { changeId: on.id, revision: 1 });

async function needTwo(): Promise<void> {
	const document = { ...defaultPolicy('production'), require: [{ name: 'review', count: 2, from: ['role:reviewer' as const] }] };
	await updatePolicy(scene.root, { ...scene.place, environment: 'production', baseVersion: 1, document });
}

/** A change of a new version, evaluated. */
async function proposed(version: number, fixture = 'delay-v1'): Promise<OpenedChange> {
	await makeVersion(scene, fixture, { version });
	const opened = await open(scene, version);
	await evaluate(opened);
	return opened;
}

/** Brings the open rollout of a change to its end. */
async function land(on: OpenedChange): Promise<void> {
	const [row] = await db.drizzle.select().from(rollout).where(eq(rollout.changeId, on.id));
	if (!row) throw new Error('no rollout');
	await db.drizzle.update(rolloutStep).set({ state: 'passed' }).where(eq(rolloutStep.rolloutId, row.id));
	await db.drizzle.update(rollout).set({ stepIndex: 2 }).where(eq(rollout.id, row.id));
	await finishRollout(scene.process, { rolloutId: row.id });
}

describe('R14: a moved champion', () => {
	it('has the same revision compared anew, and voids the approval when the comparison came out another', async () => {
		await needTwo();
		const opened = await proposed(2);
		await approve(scene.jonas, opened);
		const before = (await view(scene, opened.number)).revision;
		await serve(scene, await makeVersion(scene, 'delay-v1', { version: 3, parameters: { trees: '9' } }));
		expect((await view(scene, opened.number)).policy.decision.missing).toContain('the comparison with what runs now, which is being recomputed');
		expect(await consider(opened)).toEqual({ next: 'evaluate', revision: 1 });
		await evaluate(opened);
		const { base, revision, policy } = await view(scene, opened.number);
		expect(base?.version).toBe(3);
		expect(revision).toMatchObject({ number: 1, digest: before.digest, championMoved: false, evaluation: 'finished' });
		expect(revision.comparisonDigest).not.toBe(before.comparisonDigest);
		expect(policy.votes).toMatchObject([{ name: 'jonas', counts: false, why: /^Given on another comparison/ }]);
		await expectAuditEntry(db, scene.project.id, { action: 'change.evaluation-renewed', targetId: opened.id });
		await approve(scene.jonas, opened);
		expect((await approve(scene.lee, opened)).state).toBe('approved');
	});

	it('leaves the approval standing when the comparison came out the same', async () => {
		await needTwo();
		const opened = await proposed(2);
		await approve(scene.jonas, opened);
		const before = (await view(scene, opened.number)).revision;
		const twin = await makeVersion(scene, 'delay-v2', { version: 3 });
		const [first] = await db.drizzle.select().from(modelVersion).where(eq(modelVersion.modelId, scene.modelId)).orderBy(modelVersion.version);
		await db.drizzle
			.update(modelVersion)
			.set({ files: first?.files ?? [], lineage: first?.lineage })
			.where(eq(modelVersion.id, twin));
		await serve(scene, twin);
		await consider(opened);
		await evaluate(opened);
		const { base, revision, policy } = await view(scene, opened.number);
		expect(base?.version).toBe(3);
		expect(revision.comparisonDigest).toBe(before.comparisonDigest);
		expect(policy.votes).toMatchObject([{ name: 'jonas', counts: true }]);
		expect((await approve(scene.lee, opened)).state).toBe('approved');
	});

	it('never lets a comparison with what no longer runs start a rollout', async () => {
		const opened = await proposed(2);
		await serve(scene, await makeVersion(scene, 'delay-v1', { version: 3 }));
		expect(await approve(scene.jonas, opened)).toMatchObject({ state: 'in-review', rolloutId: null });
	});

	it('closes a change whose version serves already', async () => {
		const opened = await proposed(2);
		const { candidate } = await view(scene, opened.number);
		await serve(scene, candidate.modelVersionId);
		expect(await consider(opened)).toEqual({ next: 'end' });
		expect(await view(scene, opened.number)).toMatchObject({ state: 'closed', closedReason: 'The endpoint runs this version already.' });
	});
});

describe('R14: moved evaluation data', () => {
	it('has the revision judged on the version that replaced it', async () => {
		const opened = await proposed(2);
		await pushMonth(scene.dora, scene.place, 2, ['UA', 'AA', 'WN']);
		expect(await consider(opened)).toEqual({ next: 'evaluate', revision: 1 });
		await evaluate(opened);
		expect((await view(scene, opened.number)).holdout.version).toBe(3);
		expect(await consider(opened)).toMatchObject({ next: 'wait' });
	});
});

describe('the queue of an endpoint', () => {
	it('lets two approved changes land one after the other, the second on figures against the first', async () => {
		const first = await proposed(2);
		const second = await proposed(3, 'delay-v1');
		const third = await proposed(4, 'delay-v1');
		expect((await approve(scene.jonas, first)).state).toBe('approved');
		for (const waiting of [second, third]) {
			scene.clock.nowMs += 1000;
			expect(await approve(scene.jonas, waiting)).toMatchObject({ state: 'in-review', rolloutId: null });
		}
		expect((await view(scene, second.number)).policy.decision.missing).toEqual(['the end of the open rollout']);
		expect((await view(scene, third.number)).policy.decision.missing).toEqual([
			'the end of the open rollout',
			`#${second.number} to land or to leave the queue (this change is number 2)`,
		]);
		await db.drizzle.delete(processCommand);
		await land(first);
		const rung = (await db.drizzle.select().from(processCommand)).map((command) => command.workflowId);
		expect(rung).toEqual(expect.arrayContaining([`change/${second.id}`, `change/${third.id}`]));
		for (const waiting of [third, second]) expect(await consider(waiting)).toEqual({ next: 'evaluate', revision: 1 });
		await evaluate(third);
		expect((await view(scene, third.number)).state).toBe('in-review');
		await evaluate(second);
		expect(await view(scene, second.number)).toMatchObject({ base: { version: 2 } });
		const voted = (await view(scene, second.number)).policy.votes[0];
		if (!voted?.counts) await approve(scene.lee, second);
		expect((await view(scene, second.number)).state).toBe('approved');
		const [row] = await db.drizzle.select().from(change).where(eq(change.id, second.id));
		expect(row?.queuedAt).toBeNull();
		const [started] = await db.drizzle.select().from(rollout).where(eq(rollout.changeId, second.id));
		expect(started?.fromVersionId).toBe((await view(scene, first.number)).candidate.modelVersionId);
	});
});
