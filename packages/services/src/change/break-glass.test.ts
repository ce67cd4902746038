import { and, eq } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '@interlock/db';
import { breakGlass, endpoint, gateResult, rollout } from '@interlock/db/tables';
import type { UserActor } from '@interlock/domain/access';
import { defaultPolicy } from '@interlock/domain/policy';
import { as, auditEntries, expectAuditEntry, makeToken, testDatabase } from '@interlock/testkit';
import type { ServiceContext } from '../access/index.ts';
import { updatePolicy } from '../policy/index.ts';
import { confirmBreakGlass, considerChange, type OpenedChange, requestBreakGlass, reviewBreakGlass, reviewChange, takeBackUnreviewed } from './index.ts';
import { makeScene, makeVersion, open, openReady, passGates, type Scene, serve, view } from './test-fixture.ts';

const HOUR_MS = 3_600_000;
const WHY = { reason: 'Every prediction fails since the schema changed.', incident: 'INC-42' };
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

const ask = (ctx: ServiceContext = scene.gus, more: object = {}, on = opened) =>
	requestBreakGlass(ctx, { ...scene.place, number: on.number, digest: on.digest, ...WHY, ...more });
const confirm = (ctx: ServiceContext = scene.ida, on = opened) => confirmBreakGlass(ctx, { ...scene.place, number: on.number, digest: on.digest });
const judge = (ctx: ServiceContext, verdict: 'accepted' | 'rejected', body = 'Looked at it.') =>
	reviewBreakGlass(ctx, { ...scene.place, number: opened.number, verdict, body });
const policyWith = (more: object) =>
	updatePolicy(scene.root, { ...scene.place, environment: 'production', baseVersion: 1, document: { ...defaultPolicy('production'), ...more } });
const champion = async () => (await db.drizzle.select().from(endpoint).where(eq(endpoint.id, scene.endpointId)))[0]?.championVersionId;

describe('breaking the glass', () => {
	it('R22: one person asks with a reason and an incident, a second one confirms, and it goes out without the approvals', async () => {
		const asked = await ask();
		expect(asked).toMatchObject({ rolloutId: null, waitsUntilMs: scene.clock.nowMs + HOUR_MS });
		const out = await confirm();
		expect(out).toMatchObject({ id: asked.id, waitsUntilMs: null, rolloutId: expect.any(String) });
		const [started] = await db.drizzle.select().from(rollout).where(eq(rollout.changeId, opened.id));
		expect(started).toMatchObject({ id: out.rolloutId, state: 'running' });
		await expectAuditEntry(db, scene.project.id, { action: 'change.break-glass-requested', targetId: opened.id, reason: /schema changed/ });
		expect(await expectAuditEntry(db, scene.project.id, { action: 'change.break-glass-used', targetId: opened.id })).toMatchObject({
			after: { incident: 'INC-42', by: [expect.any(String), expect.any(String)], policyWouldHaveSaid: { outcome: 'deny' } },
		});
		expect((await view(scene, opened.number)).timeline.map(({ kind }) => kind)).toEqual(['opened', 'break-glass', 'break-glass']);
	});

	it('R23: it is recorded even if the policy would have allowed it', async () => {
		await policyWith({ waitMs: HOUR_MS });
		await makeVersion(scene, 'delay-v1', { version: 3 });
		opened = await open(scene, 3);
		await passGates(scene, opened.id, 1);
		await reviewChange(scene.jonas, { ...scene.place, number: opened.number, verdict: 'approve', digest: opened.digest });
		scene.clock.nowMs += 1_000;
		await ask();
		// The wait timer is over: the policy allows now, and nobody looked at the change yet.
		scene.clock.nowMs += HOUR_MS - 1_000;
		await confirm();
		const [row] = await db.drizzle.select().from(breakGlass).where(eq(breakGlass.changeId, opened.id));
		expect(row).toMatchObject({ decision: { outcome: 'allow' }, usedAt: new Date(scene.clock.nowMs), confirmedBy: 'ida' });
	});

	it.each([
		['somebody without the role, an administrator included', () => ask(scene.root), { code: 'forbidden' }],
		['a reason of 19 characters', () => ask(scene.gus, { reason: 'x'.repeat(19) }), { code: 'invalid', detail: { field: 'reason' } }],
		['no incident', () => ask(scene.gus, { incident: '' }), { code: 'invalid', detail: { field: 'incident' } }],
		['a password entered 11 minutes ago', () => ask(late(scene.gus)), { code: 'forbidden', detail: { reason: 'step-up' } }],
		['an API token', () => ask(as(scene.gus, makeToken(scene.gus.actor as UserActor, scene.project))), { code: 'forbidden', detail: { reason: 'step-up' } }],
	])('R22: is refused to %s', async (_who, work, refusal) => {
		await expect(work()).rejects.toMatchObject(refusal);
		expect(await db.drizzle.select().from(breakGlass).where(eq(breakGlass.changeId, opened.id))).toEqual([]);
	});

	it('R22: a refusal leaves a denied entry with its sentence', async () => {
		await db.drizzle
			.update(gateResult)
			.set({ status: 'failed' })
			.where(and(eq(gateResult.changeId, opened.id), eq(gateResult.gate, 'format-allowed')));
		await expect(ask()).rejects.toMatchObject({ message: 'Its files are not of an allowed format.' });
		await expectAuditEntry(db, scene.project.id, { action: 'change.break-glass-used', decision: 'denied', targetId: opened.id, reason: /allowed format/ });
	});

	it('R22: only what was evaluated goes out, and only where something serves that can be gone back to', async () => {
		await makeVersion(scene, 'delay-v1', { version: 3 });
		const raw = await open(scene, 3);
		await expect(ask(scene.gus, {}, raw)).rejects.toMatchObject({ message: expect.stringContaining('evaluated first') });
		await serve(scene, null);
		await makeVersion(scene, 'delay-v1', { version: 4 });
		const first = await open(scene, 4);
		await passGates(scene, first.id, 1);
		await expect(ask(scene.gus, {}, first)).rejects.toMatchObject({ message: expect.stringContaining('nothing to go back to') });
	});

	it('R22: the second is another person, who did not contribute, within the hour', async () => {
		await expect(confirm()).rejects.toMatchObject({ code: 'conflict', detail: { reason: 'not-requested' } });
		await ask();
		await expect(confirm(scene.gus)).rejects.toMatchObject({ message: 'A second person has to confirm it.' });
		const maya = scene.maya.actor as UserActor;
		const withRole = { ...maya, memberships: [{ orgId: scene.project.id, roles: ['breakglass' as const] }] };
		await expect(confirm(as(scene.maya, withRole))).rejects.toMatchObject({ message: expect.stringMatching(/^maya contributed/) });
		await expect(ask(scene.ida)).rejects.toMatchObject({ detail: { reason: 'requested-already' } });
		scene.clock.nowMs += HOUR_MS;
		await expect(confirm()).rejects.toMatchObject({ message: 'The request lapsed; make a new one.' });
		await ask(scene.ida);
		await confirm(scene.gus);
	});

	it('R22: where the policy asks for one person it goes out at once, not by a contributor', async () => {
		await policyWith({ breakGlass: { ...defaultPolicy('production').breakGlass, twoPerson: false } });
		await makeVersion(scene, 'delay-v1', { version: 3 });
		opened = await open(scene, 3);
		await passGates(scene, opened.id, 1);
		const maya = scene.maya.actor as UserActor;
		const withRole = { ...maya, memberships: [{ orgId: scene.project.id, roles: ['breakglass' as const] }] };
		await expect(ask(as(scene.maya, withRole))).rejects.toMatchObject({ message: expect.stringMatching(/^maya contributed/) });
		expect(await ask()).toMatchObject({ waitsUntilMs: null, rolloutId: expect.any(String) });
	});

	it('R22: at most 3 within 30 days in a project', async () => {
		const used = { orgId: scene.project.id, projectId: scene.project.projectId, changeId: opened.id, revision: 1, subjectDigest: 'x', requestedBy: 'x' };
		for (const days of [1, 2, 29]) {
			await makeVersion(scene, 'delay-v1', { version: days + 10 });
			const other = await open(scene, days + 10);
			const usedAt = new Date(scene.clock.nowMs - days * 24 * HOUR_MS);
			await db.drizzle
				.insert(breakGlass)
				.values({ ...used, changeId: other.id, requestedByUserId: opened.id, reason: 'x', incident: 'x', lapsesAt: usedAt, usedAt });
		}
		await expect(ask()).rejects.toMatchObject({ message: 'It was used 3 times within 30 days; 3 is the most.' });
		scene.clock.nowMs += 2 * 24 * HOUR_MS;
		await ask();
	});
});

describe('the page of an emergency', () => {
	it('R22: says who may ask, confirm and review, and what is due', async () => {
		const asGus = async () => (await view(scene, opened.number, scene.gus)).emergency;
		expect(await asGus()).toMatchObject({ record: null, request: { enabled: true }, confirm: { enabled: false }, twoPerson: true });
		expect((await view(scene, opened.number)).emergency.request).toEqual({ enabled: false, sentence: expect.stringContaining('breakglass') });
		await ask();
		expect(await asGus()).toMatchObject({
			record: { state: 'requested', by: 'gus' },
			confirm: { enabled: false, sentence: 'A second person has to confirm it.' },
		});
		expect((await view(scene, opened.number, scene.ida)).emergency.confirm.enabled).toBe(true);
		const maya = scene.maya.actor as UserActor;
		const withRole = { ...maya, memberships: [{ orgId: scene.project.id, roles: ['breakglass' as const] }] };
		expect((await view(scene, opened.number, as(scene.maya, withRole))).emergency.confirm).toEqual({
			enabled: false,
			sentence: expect.stringMatching(/^maya contributed .* somebody else has to let it out\.$/),
		});
		await confirm();
		expect((await view(scene, opened.number)).emergency).toMatchObject({
			record: { state: 'waits-for-review', by: 'gus and ida', incident: 'INC-42', reviewDueMs: scene.clock.nowMs + 24 * HOUR_MS },
			review: { enabled: true },
		});
		expect((await view(scene, opened.number, scene.maya)).emergency.review.sentence).toMatch(/^maya contributed/);
	});
});

describe('the review afterwards', () => {
	beforeEach(async () => {
		await ask();
		await confirm();
	});

	it('R22: is given by somebody who neither broke the glass nor contributed; accepted, the version stays', async () => {
		const gusReviews = as(scene.gus, { ...(scene.gus.actor as UserActor), memberships: [{ orgId: scene.project.id, roles: ['reviewer' as const] }] });
		await expect(judge(gusReviews, 'accepted')).rejects.toMatchObject({ message: expect.stringContaining('gus broke the glass') });
		await expect(judge(scene.maya, 'accepted')).rejects.toMatchObject({ message: expect.stringContaining('maya contributed') });
		await expectAuditEntry(db, scene.project.id, { action: 'change.break-glass-reviewed', decision: 'denied', targetId: opened.id });
		expect(await judge(scene.jonas, 'accepted')).toEqual({ verdict: 'accepted' });
		await expectAuditEntry(db, scene.project.id, { action: 'change.break-glass-reviewed', decision: 'allowed', targetId: opened.id });
		scene.clock.nowMs += 25 * HOUR_MS;
		expect(await considerChange(scene.process, { changeId: opened.id })).toMatchObject({ next: 'wait' });
		await expect(judge(scene.lee, 'rejected')).rejects.toMatchObject({ message: 'There is nothing to review.' });
	});

	it('R22: rejected, it is rolled back at once', async () => {
		const before = await champion();
		await judge(scene.jonas, 'rejected', 'It was not an emergency.');
		expect(await view(scene, opened.number)).toMatchObject({ state: 'closed', rollout: { state: 'rolled-back' } });
		expect(await champion()).toBe(before);
		await expectAuditEntry(db, scene.project.id, { action: 'change.break-glass-taken-back', targetId: opened.id, reason: /not an emergency/ });
	});

	it('R22: mandatory within 24 h, else it is rolled back automatically, once, also when it serves already', async () => {
		const before = await champion();
		const { candidate } = await view(scene, opened.number);
		await db.sql`update rollout set state = 'live', ended_at = now() where change_id = ${opened.id}`;
		await db.sql`update change set state = 'applied' where id = ${opened.id}`;
		await db.drizzle.update(endpoint).set({ championVersionId: candidate.modelVersionId, previousVersionId: before }).where(eq(endpoint.id, scene.endpointId));
		expect(await considerChange(scene.process, { changeId: opened.id })).toEqual({ next: 'wait', forMs: 24 * HOUR_MS });
		await takeBackUnreviewed(scene.process, { changeId: opened.id });
		expect(await champion()).toBe(candidate.modelVersionId);
		scene.clock.nowMs += 24 * HOUR_MS;
		expect(await considerChange(scene.process, { changeId: opened.id })).toEqual({ next: 'take-back' });
		for (let i = 0; i < 2; i++) await takeBackUnreviewed(scene.process, { changeId: opened.id });
		expect(await champion()).toBe(before);
		expect(await considerChange(scene.process, { changeId: opened.id })).toEqual({ next: 'end' });
		expect((await auditEntries(db, scene.project.id)).filter(({ action }) => action === 'change.break-glass-taken-back')).toHaveLength(1);
		await expect(judge(scene.jonas, 'accepted')).rejects.toMatchObject({ message: 'There is nothing to review.' });
	});
});

/** The same person, whose password was entered 11 minutes ago. */
function late(ctx: ServiceContext): ServiceContext {
	return as(ctx, { ...(ctx.actor as UserActor), auth: { atMs: scene.clock.nowMs - 11 * 60_000, strength: 'password' } });
}
