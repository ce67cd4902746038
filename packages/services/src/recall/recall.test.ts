import { eq } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '@interlock/db';
import { endpoint, modelVersion, registeredModel, rollout } from '@interlock/db/tables';
import { as, expectAuditEntry, makeOrg, makeUser, testDatabase } from '@interlock/testkit';
import type { ServiceContext } from '../access/index.ts';
import { closeChange, pushRevision, reviewChange } from '../change/index.ts';
import { makeScene, makeVersion, nameMonth, open, openReady, passGates, type Scene, serve, view } from '../change/test-fixture.ts';
import { requestRollback } from '../deployment/index.ts';
import { getInbox } from '../inbox/index.ts';
import { dismissRecallItem, findRecall, getRecall, liftRecall, listRecalls, makeRecall } from './index.ts';

let db: Database;
let scene: Scene;
let dev: ServiceContext;
beforeAll(async () => {
	db = await testDatabase();
});
beforeEach(async () => {
	scene = await makeScene(db);
	dev = as(scene.jonas, await makeUser(db, scene.project, ['deployer'], 'devi'));
});

const WRONG = 'The delays of January are in hours.';
const january = { dataset: { name: 'flights', version: 1 } };
const recallOf = (subject: object, ctx = scene.jonas) => makeRecall(ctx, { ...scene.place, ...subject, reason: WRONG } as never);
const shown = (id: string, ctx = scene.jonas) => getRecall(ctx, { ...scene.place, id });
const states = async (id: string) => (await shown(id)).items.map((item) => `${item.kind} ${item.key} ${item.state}`);
const approve = async (number: number, ctx = scene.jonas) => {
	const { revision } = await view(scene, number);
	return reviewChange(ctx, { ...scene.place, number, verdict: 'approve', body: '', digest: revision.digest });
};

describe('recalling a dataset version', () => {
	test('lists every version made from it, every open change and every endpoint, with how, and says what is left', async () => {
		const opened = await openReady(scene);
		const made = await recallOf(january);
		expect(made).toMatchObject({ versions: 2, changes: 1, endpoints: 1 });
		const recall = await shown(made.id);
		expect(recall).toMatchObject({ name: 'flights version 1', reason: WRONG, madeBy: 'jonas', open: 2, total: 4, lifted: null });
		expect(await states(made.id)).toEqual([
			'endpoint arrival-delay serving',
			`change ${opened.number} suspended`,
			'model-version arrival-delay suspended',
			'model-version arrival-delay serving',
		]);
		expect(recall.items[0]?.via).toBe('it serves arrival-delay version 1: its run was trained on flights version 1');
		await expectAuditEntry(db, scene.project.id, { action: 'recall.made', reason: /January/ });
		expect(await listRecalls(scene.jonas, scene.place)).toMatchObject({ total: 1, recalls: [{ id: made.id, open: 2 }] });
	});

	test('suspends the approvals of what depends on it: they stop counting until it is lifted, and then count again', async () => {
		const opened = await openReady(scene);
		const { id } = await recallOf(january);
		const voted = await approve(opened.number);
		expect(voted).toMatchObject({ state: 'in-review', rolloutId: null });
		expect(voted.decision.reasons).toEqual([`flights version 1 was recalled (the version was trained or held out on it): ${WRONG} Approvals are suspended.`]);
		const { timeline } = await view(scene, opened.number);
		expect(timeline.map((entry) => entry.kind)).toContain('recalled');
		await liftRecall(scene.lee, { ...scene.place, id, reason: 'It was the chart, not the data.' });
		expect((await view(scene, opened.number)).policy.decision.outcome).toBe('allow');
		await expectAuditEntry(db, scene.project.id, { action: 'recall.lifted' });
		expect(await shown(id)).toMatchObject({ open: 0, lifted: { by: 'lee', reason: 'It was the chart, not the data.' } });
	});

	test('reaches what is made from it afterwards: it cannot be proposed, and says by what', async () => {
		await serve(scene, await makeVersion(scene, 'delay-v1', { version: 1 }));
		await recallOf(january);
		await makeVersion(scene, 'delay-v1', { version: 2 });
		await expect(open(scene, 2)).rejects.toMatchObject({ code: 'conflict', detail: { reason: 'recalled' } });
	});

	test('that a change is only judged on suspends it too', async () => {
		const opened = await openReady(scene);
		const { id } = await recallOf({ dataset: { name: 'flights', version: 2 } });
		expect(await states(id)).toEqual([`change ${opened.number} suspended`]);
		expect((await view(scene, opened.number)).policy.decision.reasons.join()).toContain('it is judged on it');
	});

	test('tells whoever opened or approved what it suspends, and whoever may roll back what serves it', async () => {
		await openReady(scene);
		await recallOf(january);
		const told = async (ctx: ServiceContext) => (await getInbox(ctx, { org: scene.place.org })).notifications.map((one) => `${one.kind}: ${one.because}`);
		expect(await told(scene.maya)).toEqual(['recall: You opened or approved a change that depends on it.']);
		expect(await told(dev)).toEqual(['recall: You may roll it back.']);
		expect(await told(scene.lee)).toEqual([]);
	});
});

describe('lineage', () => {
	test('goes from a run over its version to a copy under another name', async () => {
		const versionId = await makeVersion(scene, 'delay-v1', { version: 1 });
		const [version] = await db.drizzle.select().from(modelVersion).where(eq(modelVersion.id, versionId));
		if (!version) throw new Error('no version');
		const [copy] = await db.drizzle
			.insert(registeredModel)
			.values({ orgId: scene.project.id, projectId: scene.project.projectId, name: 'production-delay', createdAtMs: 0, updatedAtMs: 0 })
			.returning();
		const { id: _id, ...same } = version;
		await db.drizzle.insert(modelVersion).values({ ...same, modelId: copy?.id ?? '', runId: null, lineage: { ...same.lineage, runId: null, datasets: [] } });
		const { id } = await recallOf({ run: (version.runId ?? '').replaceAll('-', '') });
		const recall = await shown(id);
		expect(recall.items.map((item) => `${item.name}: ${item.via}`)).toEqual([
			'arrival-delay version 1: run run-1 made it',
			'production-delay version 1: it has the same files as arrival-delay version 1',
		]);
		const other = await recallOf({ model: { name: 'production-delay', version: 1 } });
		expect((await shown(other.id)).madeFrom.map((node) => node.name)).toEqual(['arrival-delay version 1', 'flights version 1', 'run run-1']);
	});
});

describe('progress', () => {
	test('goes to zero as endpoints are rolled back, changes are replaced or closed, and items are dismissed', async () => {
		const opened = await openReady(scene);
		const [served] = await db.drizzle.select().from(endpoint).where(eq(endpoint.id, scene.endpointId));
		const before = await makeVersion(scene, 'delay-v1', { version: 7 });
		await db.sql`update model_version set lineage = jsonb_set(lineage, '{datasets}', '[]'), files_digest = 'other' where id = ${before}`;
		await db.drizzle.insert(rollout).values({
			orgId: scene.project.id,
			projectId: scene.project.projectId,
			endpointId: scene.endpointId,
			toVersionId: before,
			plan: {},
			state: 'live',
			createdAt: new Date(scene.clock.nowMs - 86_400_000),
			endedAt: new Date(scene.clock.nowMs - 86_000_000),
		});
		const { id } = await recallOf({ model: { name: 'arrival-delay', version: 1 } });
		const copied = (await shown(id)).items.filter((item) => item.kind === 'model-version');
		expect(copied.map((item) => item.name)).toContain('arrival-delay version 1');
		expect((await shown(id)).items[0]).toMatchObject({ kind: 'endpoint', state: 'serving', rollBack: { version: 1, to: 7, blocked: null } });
		await requestRollback(dev, { ...scene.place, endpoint: served?.name ?? '', version: 1, to: 7, reason: WRONG });
		expect((await states(id))[0]).toMatch(/^endpoint arrival-delay (rolled-back|replaced)$/);
		await closeChange(scene.maya, { ...scene.place, number: opened.number });
		expect(await shown(id)).toMatchObject({ open: 0 });
	});

	test('a new revision that does not depend on it replaces a suspended one', async () => {
		const opened = await openReady(scene);
		const clean = await makeVersion(scene, 'delay-v1', { version: 3 });
		await db.sql`update model_version set lineage = jsonb_set(lineage, '{datasets}', '[]'), run_id = null, files_digest = 'other' where id = ${clean}`;
		const { id } = await recallOf(january);
		await pushRevision(scene.maya, { ...scene.place, number: opened.number, version: 3, holdout: { dataset: 'flights', version: 2 } });
		await passGates(scene, opened.id, 2);
		expect(await states(id)).toContain(`change ${opened.number} replaced`);
		expect((await view(scene, opened.number)).policy.decision.reasons.join()).not.toContain('recalled');
	});

	test('there is no way back to a version that depends on it too', async () => {
		await openReady(scene);
		await makeVersion(scene, 'delay-v1', { version: 3 });
		await db.sql`update endpoint set previous_version_id = (select id from model_version where project_id = ${scene.project.projectId} and version = 3) where id = ${scene.endpointId}`;
		const { id } = await recallOf(january);
		expect((await shown(id)).items[0]?.rollBack?.blocked).toBe('The version before it depends on what was recalled too: propose another one.');
	});

	test('somebody without a part in it says of one change that it is not affected; the rest stays', async () => {
		const opened = await openReady(scene);
		const { id } = await recallOf(january);
		const dismiss = (ctx: ServiceContext) =>
			dismissRecallItem(ctx, { ...scene.place, id, kind: 'change', item: opened.id, reason: 'It was trained on minutes; I looked.' });
		await expect(dismiss(scene.maya)).rejects.toMatchObject({ code: 'forbidden', detail: { reason: 'own-work' } });
		await expectAuditEntry(db, scene.project.id, { action: 'recall.item-dismissed', decision: 'denied', reason: /contributed/ });
		await dismiss(scene.lee);
		await expectAuditEntry(db, scene.project.id, { action: 'recall.item-dismissed', targetId: opened.id });
		expect(await states(id)).toContain(`change ${opened.number} dismissed`);
		expect((await view(scene, opened.number)).policy.decision.reasons.join()).not.toContain('recalled');
		expect(await shown(id)).toMatchObject({ open: 1 });
	});
});

describe('who may', () => {
	test('a viewer can neither recall, dismiss nor lift, and each try leaves an entry', async () => {
		await openReady(scene);
		const { id } = await recallOf(january);
		const viewer = as(scene.jonas, await makeUser(db, scene.project, ['viewer']));
		await expect(recallOf({ dataset: { name: 'flights', version: 2 } }, viewer)).rejects.toMatchObject({ code: 'forbidden' });
		await expectAuditEntry(db, scene.project.id, { action: 'recall:make', decision: 'denied' });
		await expect(liftRecall(viewer, { ...scene.place, id, reason: 'Because.' })).rejects.toMatchObject({ code: 'forbidden' });
		await expectAuditEntry(db, scene.project.id, { action: 'recall:lift', decision: 'denied' });
	});

	test('whoever made what was recalled does not lift it, whatever their roles', async () => {
		const { id } = await recallOf(january);
		const dora = as(scene.dora, { ...scene.dora.actor, memberships: [{ orgId: scene.project.id, roles: ['contributor', 'reviewer', 'admin'] }] } as never);
		await expect(liftRecall(dora, { ...scene.place, id, reason: 'Trust me.' })).rejects.toMatchObject({ code: 'forbidden', detail: { reason: 'own-work' } });
		await expectAuditEntry(db, scene.project.id, { action: 'recall.lifted', decision: 'denied', reason: /You made flights version 1/ });
	});

	test('somebody of another organization gets the answer of an unknown id', async () => {
		const { id } = await recallOf(january);
		const stranger = as(scene.jonas, await makeUser(db, await makeOrg(db), ['reviewer']));
		for (const look of [
			() => getRecall(stranger, { ...scene.place, id }),
			() => listRecalls(stranger, scene.place),
			() => findRecall(stranger, { ...scene.place, ...january }),
			() => recallOf(january, stranger),
		])
			await expect(look()).rejects.toMatchObject({ code: 'not-found' });
	});

	test('is listed a page at a time, newest first, with how many there are; of one thing the recall in force is found alone', async () => {
		await nameMonth(scene.dora, scene.project, 3);
		const first = await recallOf(january);
		const february = { dataset: { name: 'flights', version: 2 } };
		const second = await recallOf(february);
		const ids = async (paging: object) => {
			const { recalls, total } = await listRecalls(scene.jonas, { ...scene.place, ...paging });
			return [total, ...recalls.map(({ id }) => id)];
		};
		expect(await ids({})).toEqual([2, second.id, first.id]);
		expect(await ids({ limit: 1 })).toEqual([2, second.id]);
		expect(await ids({ limit: 1, offset: 1 })).toEqual([2, first.id]);
		expect(await ids({ offset: 5 })).toEqual([2]);
		await expect(ids({ limit: 51 })).rejects.toMatchObject({ code: 'invalid', detail: { field: 'limit' } });
		const find = (subject: object) => findRecall(scene.jonas, { ...scene.place, ...subject });
		expect(await find(january)).toEqual({ id: first.id, name: 'flights version 1', reason: WRONG, madeBy: 'jonas' });
		await liftRecall(scene.lee, { ...scene.place, id: first.id, reason: 'It was the chart.' });
		expect(await find(january)).toBeNull();
		expect(await find({ dataset: { name: 'flights', version: 3 } })).toBeNull();
		await expect(find({ dataset: { name: 'flights', version: 9 } })).rejects.toMatchObject({ code: 'not-found' });
	});

	test('twice, nothing, two things at once and no reason are refused by name', async () => {
		await recallOf(january);
		await expect(recallOf(january)).rejects.toMatchObject({ code: 'conflict', detail: { reason: 'recalled-already' } });
		await expect(recallOf({})).rejects.toMatchObject({ code: 'invalid', detail: { field: 'dataset' } });
		await expect(recallOf({ ...january, model: { name: 'a', version: 1 } })).rejects.toMatchObject({ code: 'invalid' });
		await expect(recallOf({ model: { name: 'a', version: 1 } })).rejects.toMatchObject({ code: 'not-found', detail: { field: 'model' } });
		await expect(makeRecall(scene.jonas, { ...scene.place, ...january, reason: ' ' })).rejects.toMatchObject({ code: 'invalid', detail: { field: 'reason' } });
	});
});
