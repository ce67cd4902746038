import { eq } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '@interlock/db';
import { gateResult, notification } from '@interlock/db/tables';
import { as, expectAuditEntry, makeOrg, makeToken, makeUser, testDatabase } from '@interlock/testkit';
import type { ServiceContext } from '../access/index.ts';
import { considerChange, type OpenedChange, pushRevision, reviewChange } from '../change/index.ts';
import { makeScene, makeVersion, open, openReady, type Scene, serve } from '../change/test-fixture.ts';
import { countInbox, getInbox } from './index.ts';

let db: Database;
let scene: Scene;
beforeAll(async () => {
	db = await testDatabase();
});
beforeEach(async () => {
	scene = await makeScene(db);
});

const inbox = (ctx: ServiceContext) => getInbox(ctx, { org: scene.place.org });
const give = (ctx: ServiceContext, on: OpenedChange, verdict: 'approve' | 'request-changes' | 'withdraw', body = '') =>
	reviewChange(ctx, { ...scene.place, number: on.number, verdict, body, digest: on.digest });

describe('what waits for me', () => {
	test('is a change whose rollout my approval would bring nearer: with what is asked, why me, since when and until when', async () => {
		const opened = await openReady(scene);
		const { reviews, count } = await inbox(scene.jonas);
		expect(reviews).toMatchObject([
			{
				number: opened.number,
				project: scene.place.project,
				endpoint: 'arrival-delay',
				environment: 'production',
				version: 2,
				asked: 'Give a verdict on revision 1. With it, the rollout starts.',
				because: 'You may approve it: you have the role it asks for and contributed nothing to it.',
				sinceMs: scene.clock.nowMs,
			},
		]);
		expect(reviews[0]?.dueAtMs).toBeGreaterThan(scene.clock.nowMs);
		expect(count).toBe(1);
	});

	test('says how much is missing besides', async () => {
		const opened = await openReady(scene);
		await db.drizzle.update(gateResult).set({ status: 'failed' }).where(eq(gateResult.changeId, opened.id));
		expect((await inbox(scene.jonas)).reviews[0]?.asked).toMatch(/^Give a verdict on revision 1\. \d+ more things are missing besides\.$/);
	});

	test('is never what I contributed to, nor anything for somebody without the role', async () => {
		await openReady(scene);
		for (const ctx of [scene.maya, scene.dora, scene.root]) expect((await inbox(ctx)).reviews).toEqual([]);
	});

	test('is not what is not evaluated yet, and not what I approved already or what ended', async () => {
		await serve(scene, await makeVersion(scene, 'delay-v1', { version: 1 }));
		await makeVersion(scene, 'delay-v1', { version: 2 });
		await open(scene, 2);
		expect((await inbox(scene.jonas)).reviews).toEqual([]);
		scene = await makeScene(db);
		const opened = await openReady(scene);
		await give(scene.jonas, opened, 'approve');
		for (const ctx of [scene.jonas, scene.lee]) expect((await inbox(ctx)).reviews).toEqual([]);
	});

	test('comes back with a new revision after I approved', async () => {
		const opened = await openReady(scene);
		await db.drizzle.update(gateResult).set({ status: 'failed' }).where(eq(gateResult.changeId, opened.id));
		await give(scene.jonas, opened, 'approve');
		expect((await inbox(scene.jonas)).reviews).toEqual([]);
		await makeVersion(scene, 'delay-v1', { version: 3 });
		await pushRevision(scene.maya, { ...scene.place, number: opened.number, version: 3 });
		await db.sql`update revision set evaluation = 'failed' where change_id = ${opened.id}`;
		const after = await inbox(scene.jonas);
		expect(after.reviews).toMatchObject([{ revision: 2 }]);
		expect(after.notifications).toMatchObject([{ kind: 'revision', because: 'You approved revision 1.' }]);
	});

	test('is asked for once per revision, of everybody it waits for', async () => {
		const opened = await openReady(scene);
		for (let i = 0; i < 3; i++) await considerChange(scene.process, { changeId: opened.id });
		for (const ctx of [scene.jonas, scene.lee]) {
			const { notifications, count } = await inbox(ctx);
			if (ctx.actor.kind !== 'user') throw new Error('no person');
			const rows = await db.drizzle.select().from(notification).where(eq(notification.userId, ctx.actor.userId));
			expect(rows).toMatchObject([{ kind: 'review-requested', link: `/${scene.place.org}/${scene.place.project}/changes/1` }]);
			expect([notifications, count], 'it stands in the inbox once, as a review').toEqual([[], 1]);
		}
		expect((await inbox(scene.maya)).notifications).toEqual([]);
	});
});

describe('what I opened', () => {
	test('says what it waits for and who can give it', async () => {
		const opened = await openReady(scene);
		expect((await inbox(scene.maya)).opened).toMatchObject([
			{ number: opened.number, asked: expect.stringMatching(/^Waits for 1 more approval .*\(jonas, lee can approve\)\.$/), because: 'You opened it.' },
		]);
		await give(scene.jonas, opened, 'request-changes', 'Look at AA.');
		const { opened: waiting, notifications } = await inbox(scene.maya);
		expect(waiting[0]?.asked).toContain('and 1 more');
		expect(notifications).toMatchObject([{ kind: 'verdict', sentence: expect.stringContaining('jonas asked for changes revision 1') }]);
	});
});

describe('the inbox', () => {
	test('of an organization one does not belong to answers like one that does not exist, with an entry', async () => {
		const stranger = as(scene.jonas, await makeUser(db, await makeOrg(db), ['reviewer']));
		for (const look of [getInbox, countInbox]) await expect(look(stranger, { org: scene.place.org })).rejects.toMatchObject({ code: 'not-found' });
		await expectAuditEntry(db, scene.project.id, { action: 'project:read', decision: 'denied' });
	});

	test('counts the same for a person and a token of theirs; a token without the right to review waits for nothing', async () => {
		await openReady(scene);
		if (scene.jonas.actor.kind !== 'user') throw new Error('no person');
		const token = makeToken(scene.jonas.actor, scene.project);
		expect(await countInbox(as(scene.jonas, token), { org: scene.place.org })).toMatchObject({ count: 1 });
		const reader = makeToken(scene.jonas.actor, scene.project, ['project:read', 'change:read']);
		expect(await countInbox(as(scene.jonas, reader), { org: scene.place.org })).toMatchObject({ count: 0 });
	});
});
