import type { Database } from '@interlock/db';
import { gateResult, mail, notification } from '@interlock/db/tables';
import { personOf } from '@interlock/domain/access';
import { defaultPolicy } from '@interlock/domain/policy';
import { as, makeUser, testDatabase } from '@interlock/testkit';
import { eq } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ServiceContext } from '../access/index.ts';
import { countersignWaiver, revokeWaiver, waiveGate } from '../change/index.ts';
import { makeScene, makeVersion, open, openReady, passGates, type Scene } from '../change/test-fixture.ts';
import { decideProposal, updatePolicy } from '../policy/index.ts';
import { countInbox, getInbox } from './index.ts';

let db: Database;
let scene: Scene;
/** A further reviewer. */
let kim: ServiceContext;
beforeAll(async () => {
	db = await testDatabase();
});
beforeEach(async () => {
	scene = await makeScene(db);
	kim = as(scene.jonas, await makeUser(db, scene.project, ['reviewer'], 'kim'));
});

const inbox = (ctx: ServiceContext) => getInbox(ctx, { org: scene.place.org });
const asksOf = async (ctx: ServiceContext) => (await inbox(ctx)).asks;
const told = async (ctx: ServiceContext, kind: string) => {
	const rows = await db.drizzle
		.select({ kind: notification.kind, link: notification.link, sentence: notification.sentence, mail: mail.id })
		.from(notification)
		.leftJoin(mail, eq(mail.notificationId, notification.id))
		.where(eq(notification.userId, personOf(ctx.actor) ?? ''));
	return rows.filter((row) => row.kind === kind);
};

describe('a waiver that waits for its second person', () => {
	async function asked() {
		const { number, digest } = await openReady(scene);
		await db.drizzle.update(gateResult).set({ status: 'failed' }).where(eq(gateResult.gate, 'non-inferiority'));
		const at = { ...scene.place, number };
		const { id } = await waiveGate(scene.jonas, { ...at, gate: 'non-inferiority', reason: 'Read twice until then.', until: '2026-03-31', digest });
		return { at, id };
	}

	test('stands in the inbox of everybody who may countersign it, and of nobody else, until it is signed or revoked', async () => {
		const { at, id } = await asked();
		for (const ctx of [scene.lee, kim])
			expect(await asksOf(ctx)).toMatchObject([
				{
					kind: 'waiver',
					id,
					project: scene.place.project,
					title: expect.stringMatching(/^#1 .+: waive “Not worse than the champion”$/),
					asked: 'Countersign the waiver that jonas asks for: Read twice until then.',
					link: `/${scene.place.org}/${scene.place.project}/changes/1`,
					sinceMs: scene.clock.nowMs,
					dueAtMs: Date.parse('2026-04-01T00:00:00Z'),
				},
			]);
		for (const ctx of [scene.jonas, scene.maya, scene.dora, scene.gus, scene.root]) expect(await asksOf(ctx)).toEqual([]);
		expect(await countInbox(kim, { org: scene.place.org })).toMatchObject({ count: 2 });
		await countersignWaiver(scene.lee, { ...at, waiver: id });
		expect(await asksOf(kim)).toEqual([]);
		await revokeWaiver(scene.lee, { ...at, waiver: id, reason: '' });
		expect(await asksOf(kim)).toEqual([]);
	});

	test('is told and mailed to those who may countersign it, and listed once: as what waits', async () => {
		await asked();
		for (const ctx of [scene.lee, kim]) {
			expect(await told(ctx, 'waiver-requested')).toMatchObject([{ link: expect.stringContaining('/changes/1'), mail: expect.any(String) }]);
			expect((await inbox(ctx)).notifications).toEqual([]);
		}
		for (const ctx of [scene.jonas, scene.maya]) expect(await told(ctx, 'waiver-requested')).toEqual([]);
	});

	test('waits for nobody any more once it is over', async () => {
		await asked();
		scene.clock.nowMs = Date.parse('2026-04-01T00:00:00Z');
		expect(await asksOf(scene.lee)).toEqual([]);
	});
});

describe('a policy proposal that waits', () => {
	async function proposed() {
		const ada = as(scene.root, await makeUser(db, scene.project, ['admin'], 'ada'));
		const at = { ...scene.place, environment: 'production' };
		const document = { ...defaultPolicy('production'), require: [{ name: 'review', count: 2, from: ['role:reviewer'] }] };
		const { proposal } = await updatePolicy(scene.root, { ...at, baseVersion: 1, document, reason: 'Two see more.' });
		return { ada, at, id: proposal?.id ?? '' };
	}

	test('stands in the inbox of whoever may approve it, with a link to its page, until it is decided', async () => {
		const { ada, at, id } = await proposed();
		const link = `/${scene.place.org}/${scene.place.project}/policies/proposals/${id}`;
		expect(await asksOf(ada)).toMatchObject([
			{
				kind: 'policy-proposal',
				id,
				title: 'Edit of production’s policy, version 1',
				asked: 'Approve or reject what root proposes: Two see more.',
				link,
				dueAtMs: null,
			},
		]);
		for (const ctx of [scene.root, scene.jonas]) expect(await asksOf(ctx)).toEqual([]);
		expect(await told(ada, 'policy-proposed')).toMatchObject([{ link, mail: expect.any(String) }]);
		expect((await inbox(ada)).notifications).toEqual([]);
		await decideProposal(ada, { ...at, proposal: id, verdict: 'approve' });
		expect(await asksOf(ada)).toEqual([]);
		expect(await told(scene.root, 'outcome')).toMatchObject([{ link, sentence: 'Your edit of the policy of production was approved and is version 2' }]);
	});

	test('is asked neither of the author of an open change that it would bind, nor once the policy moved on', async () => {
		const { ada } = await proposed();
		const { id } = await openReady(scene);
		await db.sql`insert into contributor (change_id, user_id, because) values (${id}, ${personOf(ada.actor)}, 'opened it')`;
		expect(await asksOf(ada)).toEqual([]);
		const bea = as(scene.root, await makeUser(db, scene.project, ['admin'], 'bea'));
		expect(await asksOf(bea)).toHaveLength(1);
		await db.sql`insert into policy (id, org_id, project_id, environment_id, version, document, digest, created_by)
			select gen_random_uuid(), org_id, project_id, environment_id, 2, document, digest, 'root' from policy
			where project_id = ${scene.project.projectId} and environment_id = (select environment_id from endpoint where id = ${scene.endpointId})`;
		expect(await asksOf(bea)).toEqual([]);
	});
});

test('an inbox tells how many changes wait in all, whatever it lists', async () => {
	await openReady(scene);
	for (const version of [3, 4]) {
		await makeVersion(scene, 'delay-v1', { version });
		await passGates(scene, (await open(scene, version)).id, 1);
	}
	expect((await inbox(scene.jonas)).totals).toEqual({ reviews: 3, opened: 0 });
	expect((await inbox(scene.maya)).totals).toEqual({ reviews: 0, opened: 3 });
});
