import { and, eq } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '@interlock/db';
import { processCommand, serviceAccount } from '@interlock/db/tables';
import { as, expectAuditEntry, makeOrg, makeUser, testDatabase } from '@interlock/testkit';
import { closeChange, getChange, listChanges, openChange, pushRevision } from './index.ts';
import { makeScene, makeVersion, nameMonth, open, openReady, type Scene, serve, view } from './test-fixture.ts';

let db: Database;
let scene: Scene;
beforeAll(async () => {
	db = await testDatabase();
});
beforeEach(async () => {
	scene = await makeScene(db);
});
const commandsOf = (changeId: string) =>
	db.drizzle
		.select()
		.from(processCommand)
		.where(eq(processCommand.workflowId, `change/${changeId}`));

describe('opening a change', () => {
	it('proposes a version against what the endpoint runs, numbers it, starts its process and leaves an audit entry', async () => {
		const champion = await makeVersion(scene, 'delay-v2', { version: 1 });
		await serve(scene, champion);
		await makeVersion(scene, 'delay-v1', { version: 2 });
		const opened = await open(scene, 2);
		expect(opened).toMatchObject({ number: 1, revision: 1, digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
		expect(await commandsOf(opened.id)).toMatchObject([{ kind: 'start', process: 'change', args: { changeId: opened.id } }]);
		const shown = await view(scene, 1);
		expect(shown).toMatchObject({
			state: 'in-review',
			origin: 'person',
			base: { modelVersionId: champion, version: 1 },
			candidate: { version: 2 },
			target: { endpoint: 'arrival-delay', environment: 'production' },
		});
		expect(shown.revision.manifest).toMatchObject({
			v: 2,
			target: { environment: 'production' },
			rollout: { rollBackTo: 'champion-at-start' },
			model: { version: 2 },
			parameters: { trees: '150' },
			policy: { version: 1 },
		});
		await expectAuditEntry(db, scene.project.id, { action: 'change.opened', targetId: opened.id });
	});

	it('judges by the newest data that the version was not trained on, and by other data when told', async () => {
		await makeVersion(scene, 'delay-v1', { version: 1 });
		await nameMonth(scene.dora, scene.project, 3);
		const first = await open(scene, 1);
		expect((await view(scene, first.number)).holdout).toMatchObject({ name: 'flights', version: 3, rows: 240 });
		await closeChange(scene.maya, { ...scene.place, number: first.number });
		const second = await openChange(scene.maya, { ...scene.place, endpoint: 'arrival-delay', version: 1, holdout: { dataset: 'flights', version: 2 } });
		expect((await view(scene, second.number)).holdout).toMatchObject({ version: 2, period: '2013-02' });
	});

	it('refuses to judge by data the version was trained on', async () => {
		await makeVersion(scene, 'delay-v1', { version: 1 });
		const leaking = openChange(scene.maya, { ...scene.place, endpoint: 'arrival-delay', version: 1, holdout: { dataset: 'flights', version: 1 } });
		await expect(leaking).rejects.toMatchObject({ code: 'invalid', detail: { reason: 'leakage', field: 'holdout' } });
	});

	it('refuses what runs already, what an open change proposes already, and what is unknown', async () => {
		const champion = await makeVersion(scene, 'delay-v1', { version: 1 });
		await makeVersion(scene, 'delay-v1', { version: 2 });
		await serve(scene, champion);
		await expect(open(scene, 1)).rejects.toMatchObject({ code: 'conflict', detail: { reason: 'runs-already' } });
		await open(scene, 2);
		await expect(open(scene, 2)).rejects.toMatchObject({ code: 'conflict', detail: { reason: 'proposed-already' } });
		await expect(open(scene, 9)).rejects.toMatchObject({ code: 'not-found', message: 'version: arrival-delay has no version 9' });
		await expect(openChange(scene.maya, { ...scene.place, endpoint: 'nowhere', version: 2 })).rejects.toMatchObject({ code: 'not-found' });
		await expect(openChange(scene.maya, { ...scene.place, endpoint: 'arrival-delay' })).rejects.toMatchObject({
			code: 'invalid',
			message: 'version: name either a run or a version (got nothing)',
		});
	});

	it('lets two people who propose the same version at once open one change', async () => {
		await makeVersion(scene, 'delay-v1', { version: 1 });
		const tries = await Promise.allSettled([open(scene, 1), open(scene, 1, scene.dora), open(scene, 1)]);
		expect(tries.filter((t) => t.status === 'fulfilled')).toHaveLength(1);
		expect((await listChanges(scene.jonas, scene.place)).changes).toHaveLength(1);
	});

	it('collects as contributors who opened it, started the run, uploaded the version and made the data', async () => {
		await makeVersion(scene, 'delay-v1', { version: 1, launchedBy: scene.lee });
		await open(scene, 1);
		const { contributors } = await view(scene, 1);
		expect(contributors.map(({ name, because }) => [name, because])).toEqual([
			['dora', ['made a dataset', 'made the evaluation data']],
			['lee', ['started the run', 'uploaded the version']],
			['maya', ['opened it']],
		]);
	});

	it('counts the owner of a service account that opens it', async () => {
		const jonas = scene.jonas.actor;
		if (jonas.kind !== 'user') throw new Error('not a person');
		const [account] = await db.drizzle
			.insert(serviceAccount)
			.values({ orgId: scene.project.id, name: 'retrainer', ownerUserId: jonas.userId, roles: ['contributor'] })
			.returning();
		await makeVersion(scene, 'delay-v1', { version: 1 });
		await open(
			scene,
			1,
			as(scene.maya, { kind: 'process', process: 'retrain', workflowId: 'retrain/1', orgId: scene.project.id, serviceAccountId: account?.id }),
		);
		const shown = await view(scene, 1);
		expect(shown).toMatchObject({ origin: 'retrain', author: { name: 'retrainer', serviceAccount: true } });
		expect(shown.contributors).toContainEqual({ userId: jonas.userId, name: 'jonas', because: ['owns the service account'] });
		expect(shown.viewer.approve).toMatchObject({ enabled: false, rule: 'contributor' });
	});

	it('refuses a reviewer without the permission and leaves an audit entry of the attempt', async () => {
		await makeVersion(scene, 'delay-v1', { version: 1 });
		await expect(open(scene, 1, scene.jonas)).rejects.toMatchObject({ code: 'forbidden' });
		await expectAuditEntry(db, scene.project.id, { action: 'change:open', decision: 'denied' });
	});

	it('answers another organization like an unknown change', async () => {
		await makeVersion(scene, 'delay-v1', { version: 1 });
		await open(scene, 1);
		const stranger = await makeUser(db, await makeOrg(db), ['reviewer']);
		await expect(getChange(as(scene.maya, stranger), { ...scene.place, number: 1 })).rejects.toMatchObject({ code: 'not-found' });
		await expectAuditEntry(db, scene.project.id, { action: 'change:read', decision: 'denied' });
	});
});

describe('pushing a revision', () => {
	it('voids every approval, tells the page, and adds whoever pushed it to the contributors for ever', async () => {
		const opened = await openReady(scene);
		await makeVersion(scene, 'delay-v1', { version: 3 });
		const pushed = await pushRevision(scene.dora, { ...scene.place, number: opened.number, version: 3 });
		expect(pushed).toMatchObject({ revision: 2 });
		expect(pushed.digest).not.toBe(opened.digest);
		const shown = await view(scene, opened.number);
		expect(shown.revisions.map((r) => [r.number, r.version])).toEqual([
			[2, 3],
			[1, 2],
		]);
		expect(shown.revision.evaluation).toBe('pending');
		expect(shown.contributors.find((c) => c.name === 'dora')?.because).toContain('pushed a revision');
		expect((await commandsOf(opened.id)).map((c) => c.kind)).toEqual(['start', 'doorbell']);
		await expectAuditEntry(db, scene.project.id, { action: 'change.revision-pushed', targetId: opened.id });
	});

	it('refuses a revision in which nothing differs, and one of a closed change', async () => {
		const opened = await openReady(scene);
		const again = () => pushRevision(scene.maya, { ...scene.place, number: opened.number, version: 2 });
		await expect(again()).rejects.toMatchObject({ code: 'conflict', detail: { reason: 'same-digest' } });
		await closeChange(scene.maya, { ...scene.place, number: opened.number, reason: 'not needed' });
		await expect(again()).rejects.toMatchObject({ code: 'conflict', message: "state: a change that is closed can't take a new revision" });
	});

	it('refuses a reviewer without the permission and leaves an audit entry of the attempt', async () => {
		const opened = await openReady(scene);
		await expect(pushRevision(scene.jonas, { ...scene.place, number: opened.number, version: 2 })).rejects.toMatchObject({ code: 'forbidden' });
		await expectAuditEntry(db, scene.project.id, { action: 'change:open', decision: 'denied', targetId: opened.id });
	});
});

describe('closing a change', () => {
	it('is for its author and for reviewers, with the reason kept', async () => {
		const opened = await openReady(scene);
		await closeChange(scene.jonas, { ...scene.place, number: opened.number, reason: 'superseded' });
		expect(await view(scene, opened.number)).toMatchObject({ state: 'closed', closedReason: 'superseded' });
		await expectAuditEntry(db, scene.project.id, { action: 'change.closed', targetId: opened.id, reason: /superseded/ });
		expect(
			await db.drizzle
				.select()
				.from(processCommand)
				.where(and(eq(processCommand.workflowId, `change/${opened.id}`), eq(processCommand.kind, 'doorbell'))),
		).toHaveLength(1);
	});

	it('refuses others with the sentence, kept in the audit log', async () => {
		const opened = await openReady(scene);
		const someone = as(scene.maya, await makeUser(db, scene.project, ['contributor'], 'someone'));
		await expect(closeChange(someone, { ...scene.place, number: opened.number })).rejects.toMatchObject({
			code: 'forbidden',
			message: 'Only its author or a reviewer closes a change.',
		});
		await expectAuditEntry(db, scene.project.id, { action: 'change.closed', decision: 'denied', targetId: opened.id });
	});
});

describe('listing changes', () => {
	it('shows newest first with headline, gates, approvals, and whom it waits for', async () => {
		await openReady(scene);
		const { changes, open: openCount } = await listChanges(scene.jonas, { ...scene.place, state: 'open' });
		expect(openCount).toBe(1);
		expect(changes[0]).toMatchObject({
			number: 1,
			version: 2,
			baseVersion: 1,
			gates: { passed: 4, failed: 0 },
			approvals: { given: 0, needed: 1 },
			waitsForYou: true,
			rollout: null,
		});
		expect((await listChanges(scene.maya, scene.place)).changes[0]).toMatchObject({ waitsForYou: false });
		expect((await listChanges(scene.jonas, { ...scene.place, state: 'closed' })).changes).toEqual([]);
	});
});
