import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '@interlock/db';
import { contributor } from '@interlock/db/tables';
import { personOf, type UserActor } from '@interlock/domain/access';
import { defaultPolicy } from '@interlock/domain/policy';
import { as, expectAuditEntry, makeUser, testDatabase } from '@interlock/testkit';
import type { ServiceContext } from '../access/index.ts';
import { createDelegation, endDelegation } from '../delegation/index.ts';
import { updatePolicy } from '../policy/index.ts';
import { listChanges, type OpenedChange, reviewChange } from './index.ts';
import { makeScene, openReady, type Scene, view } from './test-fixture.ts';

const DAY_MS = 86_400_000;
let db: Database;
let scene: Scene;
let opened: OpenedChange;
let noor: ServiceContext;
beforeAll(async () => {
	db = await testDatabase();
});
beforeEach(async () => {
	scene = await makeScene(db);
	const [asked] = defaultPolicy('production').require;
	await updatePolicy(scene.root, {
		...scene.place,
		environment: 'production',
		baseVersion: 1,
		document: { ...defaultPolicy('production'), require: asked ? [{ ...asked, count: 2 }] : [] },
	});
	opened = await openReady(scene);
	noor = as(scene.jonas, await makeUser(db, scene.project, ['viewer'], 'noor'));
});

const approve = (ctx: ServiceContext) => reviewChange(ctx, { ...scene.place, number: opened.number, verdict: 'approve', digest: opened.digest });
const away = (from: ServiceContext, to: ServiceContext, more: object = {}) =>
	createDelegation(from, {
		org: scene.project.slug,
		to: personOf(to.actor) ?? '',
		fromMs: scene.clock.nowMs,
		untilMs: scene.clock.nowMs + 2 * DAY_MS,
		...more,
	});
const votes = async () => (await view(scene, opened.number)).policy.votes.map(({ name, forName, counts, why }) => ({ name, forName, counts, why }));

describe('voting for somebody who is away', () => {
	it('R20: the vote shows "noor for jonas", counts, and is in the log and the timeline', async () => {
		await expect(approve(noor)).rejects.toMatchObject({ detail: { reason: 'not-eligible' } });
		await away(scene.jonas, noor);
		expect((await view(scene, opened.number, noor)).viewer.approve).toMatchObject({ enabled: true, whoCan: ['lee', 'noor'] });
		expect((await listChanges(noor, { ...scene.place, state: 'open' })).changes).toMatchObject([{ waitsForYou: true }]);
		await approve(noor);
		expect(await votes()).toEqual([{ name: 'noor', forName: 'jonas', counts: true, why: null }]);
		expect((await view(scene, opened.number)).timeline.at(-1)).toMatchObject({ actor: 'noor', sentence: 'approved for jonas revision 1' });
		await expectAuditEntry(db, scene.project.id, { action: 'change.approved', decision: 'allowed', targetId: opened.id });
		expect(await approve(scene.lee)).toMatchObject({ state: 'approved' });
	});

	it('R20: whoever is away loses the vote meanwhile, also one given before, and has it again afterwards', async () => {
		await approve(scene.jonas);
		const { id } = await away(scene.jonas, noor);
		expect(await votes()).toEqual([{ name: 'jonas', forName: null, counts: false, why: 'jonas is away until 2026-03-03 12:00 UTC; noor votes instead.' }]);
		await expect(approve(scene.jonas)).rejects.toMatchObject({ message: expect.stringContaining('jonas is away') });
		await endDelegation(scene.jonas, { org: scene.project.slug, id });
		expect(await votes()).toMatchObject([{ name: 'jonas', counts: true }]);
	});

	it('R20: a vote for somebody counts while they are away', async () => {
		await away(scene.jonas, noor);
		await approve(noor);
		scene.clock.nowMs += 2 * DAY_MS;
		expect(await votes()).toMatchObject([{ name: 'noor', counts: false }]);
	});

	it('R20: the delegate passes R4 himself, and nobody passes on what they may not do', async () => {
		await db.drizzle.insert(contributor).values({ changeId: opened.id, userId: personOf(scene.dora.actor) ?? '', because: 'made a dataset' });
		await away(scene.jonas, scene.dora);
		await expect(approve(scene.dora)).rejects.toMatchObject({ message: expect.stringMatching(/^dora contributed/) });
		await away(scene.maya, noor);
		await expect(approve(noor)).rejects.toMatchObject({ detail: { reason: 'not-eligible' } });
	});

	it('R20: only in its scope', async () => {
		await away(scene.jonas, noor, { project: scene.project.project, environment: 'staging' });
		await expect(approve(noor)).rejects.toMatchObject({ detail: { reason: 'not-eligible' } });
		await approve(scene.jonas);
		expect(await votes()).toMatchObject([{ name: 'jonas', counts: true }]);
	});

	it('R20, R5: one human has one vote, also when they stand in for another', async () => {
		await away(scene.jonas, scene.lee);
		expect(await approve(scene.lee)).toMatchObject({ state: 'in-review' });
		expect(await approve(as(scene.lee, { ...(scene.lee.actor as UserActor), sessionId: 'another' }))).toMatchObject({ state: 'in-review' });
	});
});
