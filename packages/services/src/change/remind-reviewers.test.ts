import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '@interlock/db';
import { defaultPolicy } from '@interlock/domain/policy';
import { as, auditEntries, expectAuditEntry, makeOrg, makeUser, testDatabase } from '@interlock/testkit';
import { closeByPolicy, considerChange, type OpenedChange, pushRevision, remindReviewers, reviewChange } from './index.ts';
import { makeScene, makeVersion, openReady, passGates, type Scene, view } from './test-fixture.ts';

const { dueMs } = defaultPolicy('production').review;
let db: Database;
let scene: Scene;
let opened: OpenedChange;
beforeAll(async () => {
	db = await testDatabase();
});
beforeEach(async () => {
	scene = await makeScene(db);
	opened = await openReady(scene);
});

const consider = () => considerChange(scene.process, { changeId: opened.id });
const remind = () => remindReviewers(scene.process, { changeId: opened.id });
const kinds = async () => (await view(scene, opened.number)).timeline.map(({ kind }) => kind);

describe('a review that does not come', () => {
	it('R19: reminder at 25 %, escalation to others at 50 %, auto-close at 100 %, each once', async () => {
		expect(await consider()).toEqual({ next: 'wait', forMs: dueMs / 4 });
		await remind();
		expect(await kinds()).toEqual(['opened']);
		scene.clock.nowMs += dueMs / 4;
		expect(await consider()).toEqual({ next: 'remind' });
		for (let i = 0; i < 2; i++) await remind();
		expect(await consider()).toEqual({ next: 'wait', forMs: dueMs / 4 });
		scene.clock.nowMs += dueMs / 4;
		for (let i = 0; i < 2; i++) await remind();
		expect(await consider()).toEqual({ next: 'wait', forMs: dueMs / 2 });
		scene.clock.nowMs += dueMs / 2;
		expect(await consider()).toMatchObject({ next: 'close-unreviewed' });
		await closeByPolicy(scene.process, { changeId: opened.id });
		expect(await kinds()).toEqual(['opened', 'reminded', 'escalated', 'closed']);
		expect((await view(scene, opened.number)).closedReason).toBe('Not approved within 14 days.');
		const asked = (await view(scene, opened.number)).timeline.map(({ sentence }) => sentence);
		expect(asked[1]).toMatch(/^reminded jonas, lee: the review is due 2026-03-15/);
		expect(asked[2]).toMatch(/^asked root as well: /);
		await expectAuditEntry(db, scene.project.id, { action: 'change.reminded', targetId: opened.id });
		await expectAuditEntry(db, scene.project.id, { action: 'change.escalated', targetId: opened.id });
	});

	it('R19: a new revision begins anew, an approval ends it', async () => {
		scene.clock.nowMs += dueMs / 4;
		await remind();
		await makeVersion(scene, 'delay-v1', { version: 3 });
		const pushed = await pushRevision(scene.maya, { ...scene.place, number: opened.number, version: 3 });
		await passGates(scene, opened.id, pushed.revision);
		expect(await consider()).toEqual({ next: 'wait', forMs: dueMs / 4 });
		await reviewChange(scene.jonas, { ...scene.place, number: opened.number, verdict: 'approve', digest: pushed.digest });
		scene.clock.nowMs += dueMs;
		expect(await consider()).toEqual({ next: 'wait', forMs: null });
	});

	it('R19: nobody of another organization can cause it', async () => {
		const stranger = await makeUser(db, await makeOrg(db), ['admin']);
		await expect(remindReviewers(as(scene.jonas, stranger), { changeId: opened.id })).rejects.toMatchObject({ code: 'not-found' });
		expect((await auditEntries(db, scene.project.id)).filter(({ decision }) => decision === 'denied')).toHaveLength(1);
	});
});
