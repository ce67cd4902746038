import { personOf } from '@interlock/domain/access';
import { eq } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '@interlock/db';
import { gateResult, membership, waiver } from '@interlock/db/tables';
import { expectAuditEntry, testDatabase } from '@interlock/testkit';
import type { ServiceContext } from '../access/index.ts';
import { countersignWaiver, type OpenedChange, pushRevision, reviewChange, revokeWaiver, waiveGate } from './index.ts';
import { makeScene, makeVersion, openReady, type Scene, view } from './test-fixture.ts';

let db: Database;
let scene: Scene;
let opened: OpenedChange;
beforeAll(async () => {
	db = await testDatabase();
});
beforeEach(async () => {
	scene = await makeScene(db);
	opened = await openReady(scene);
	await db.drizzle.update(gateResult).set({ status: 'failed', sentence: 'It lost.' }).where(eq(gateResult.gate, 'non-inferiority'));
});

const REASON = 'Read twice by protocol until then.';
const ask = (ctx: ServiceContext, more: Partial<Parameters<typeof waiveGate>[1]> = {}) =>
	waiveGate(ctx, { ...scene.place, number: opened.number, gate: 'non-inferiority', reason: REASON, until: '2026-03-31', digest: opened.digest, ...more });
const sign = (ctx: ServiceContext, id: string) => countersignWaiver(ctx, { ...scene.place, number: opened.number, waiver: id });
const approve = (ctx: ServiceContext) => reviewChange(ctx, { ...scene.place, number: opened.number, verdict: 'approve', body: '', digest: opened.digest });
const gateOf = async (ctx = scene.jonas) => (await view(scene, opened.number, ctx)).gates.find((g) => g.gate === 'non-inferiority');

describe('waiving a gate', () => {
	it('starts the rollout that only the gate held, once a second person countersigned; the gate stays violet', async () => {
		expect(await approve(scene.lee)).toMatchObject({ state: 'in-review', decision: { reasons: ['Not worse than the champion: failed.'] } });
		const asked = await ask(scene.jonas);
		expect(await gateOf()).toMatchObject({ status: 'failed', waiver: { state: 'waiting', countersign: { enabled: false } } });
		expect(await gateOf(scene.lee)).toMatchObject({ waiver: { countersign: { enabled: true } } });
		expect(await sign(scene.lee, asked.id)).toEqual({ rolloutId: expect.any(String) });
		expect(await gateOf()).toMatchObject({
			status: 'waived',
			found: 'failed',
			waiver: { state: 'in-force', sentence: `Waived until 2026-03-31 by jonas, countersigned by lee: ${REASON}` },
		});
		await expectAuditEntry(db, scene.project.id, { action: 'waiver.requested', targetId: opened.id, reason: new RegExp(REASON) });
		expect(await expectAuditEntry(db, scene.project.id, { action: 'waiver.countersigned', targetId: opened.id })).toMatchObject({
			subjectDigest: opened.digest,
			after: { gate: 'non-inferiority', requestedBy: personOf(scene.jonas.actor) },
		});
		expect((await view(scene, opened.number)).timeline.map((entry) => entry.kind)).toEqual([
			'opened',
			'approve',
			'waiver-requested',
			'gate-waived',
			'approved',
		]);
	});

	it('holds the change again from its end, and when somebody under it lost the role', async () => {
		await sign(scene.lee, (await ask(scene.jonas)).id);
		expect((await view(scene, opened.number)).policy.decision.missing).toEqual(["1 more approval by a reviewer who didn't contribute"]);
		scene.clock.nowMs = Date.parse('2026-04-01T00:00:00Z');
		expect((await view(scene, opened.number)).policy.decision.reasons).toContain('Not worse than the champion: failed.');
		scene.clock.nowMs -= 1;
		expect(await gateOf()).toMatchObject({ status: 'waived' });
		const [row] = await db.drizzle.select().from(waiver).where(eq(waiver.changeId, opened.id));
		await db.drizzle
			.update(membership)
			.set({ roles: ['viewer'] })
			.where(eq(membership.userId, row?.countersignedByUserId ?? ''));
		expect(await gateOf()).toMatchObject({ status: 'failed', waiver: { state: 'void' } });
	});

	it('is revoked by anybody who may waive, and asked for anew', async () => {
		const asked = await ask(scene.jonas);
		await expect(ask(scene.lee)).rejects.toMatchObject({ code: 'conflict', message: /has a waiver by jonas already/ });
		await revokeWaiver(scene.lee, { ...scene.place, number: opened.number, waiver: asked.id, reason: 'too broad' });
		await expectAuditEntry(db, scene.project.id, { action: 'waiver.revoked', targetId: opened.id, reason: /too broad/ });
		await expect(sign(scene.lee, asked.id)).rejects.toMatchObject({ code: 'conflict', message: 'waiver: it is revoked' });
		await ask(scene.lee);
	});

	it('is refused for a format that runs code, for a gate that passed and for a revision that nobody saw', async () => {
		await db.drizzle.update(gateResult).set({ status: 'failed' }).where(eq(gateResult.gate, 'format-allowed'));
		await expect(ask(scene.jonas, { gate: 'format-allowed' })).rejects.toMatchObject({ code: 'forbidden', message: /can't be waived/ });
		await expectAuditEntry(db, scene.project.id, { action: 'waiver.requested', decision: 'denied', targetId: opened.id });
		await expect(ask(scene.jonas, { gate: 'signature-compatible' })).rejects.toMatchObject({ code: 'conflict', message: /there is nothing to waive/ });
		await expect(ask(scene.jonas, { gate: 'nothing' })).rejects.toMatchObject({ code: 'not-found' });
		await expect(ask(scene.jonas, { digest: 'f'.repeat(64) })).rejects.toMatchObject({ code: 'conflict', message: /changed while you were reading/ });
	});

	it('needs a reason of 10 characters and an end within 90 days', async () => {
		await expect(ask(scene.jonas, { reason: 'too short' })).rejects.toThrow('reason: must have at least 10 characters');
		await expect(ask(scene.jonas, { until: '2026-05-31' })).rejects.toThrow('until: must be at most 90 days ahead, by 2026-05-30 (got 2026-05-31)');
		await expect(ask(scene.jonas, { until: 'soon' })).rejects.toMatchObject({ code: 'invalid', detail: { field: 'until' } });
	});

	it('takes two people with the role, the second without a share in the change', async () => {
		await expect(ask(scene.dora)).rejects.toMatchObject({ code: 'forbidden', message: /"change:waive" needs the role/ });
		await expect(ask(scene.root)).rejects.toMatchObject({ code: 'forbidden', message: 'A waiver needs the role reviewer.' });
		const asked = await ask(scene.jonas);
		await expect(sign(scene.jonas, asked.id)).rejects.toMatchObject({ code: 'forbidden', message: 'jonas asked for it; a second person has to countersign.' });
		await expect(sign(scene.maya, asked.id)).rejects.toMatchObject({ code: 'forbidden', message: /maya contributed .* so maya can't countersign\./ });
		await expectAuditEntry(db, scene.project.id, { action: 'waiver.countersigned', decision: 'denied', targetId: opened.id });
		await expect(revokeWaiver(scene.dora, { ...scene.place, number: opened.number, waiver: asked.id })).rejects.toMatchObject({ code: 'forbidden' });
	});

	it('is for one revision: the next one is judged anew', async () => {
		await sign(scene.lee, (await ask(scene.jonas)).id);
		await makeVersion(scene, 'delay-v1', { version: 3 });
		await pushRevision(scene.maya, { ...scene.place, number: opened.number, version: 3 });
		expect((await view(scene, opened.number)).gates).toEqual([]);
		const [old] = await db.drizzle.select().from(waiver).where(eq(waiver.changeId, opened.id));
		await expect(sign(scene.lee, old?.id ?? '')).rejects.toMatchObject({ code: 'not-found' });
	});
});
