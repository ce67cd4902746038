import { eq } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '@interlock/db';
import { change, environment, endpoint, modelVersion } from '@interlock/db/tables';
import type { Manifest } from '@interlock/domain/change';
import { expectAuditEntry, testDatabase } from '@interlock/testkit';
import { createEnvironment } from '../project/index.ts';
import { type OpenedChange, promoteChange, revertChange } from './index.ts';
import { makeScene, makeVersion, open, openReady, type Scene, serve, view } from './test-fixture.ts';

let db: Database;
let scene: Scene;
beforeAll(async () => {
	db = await testDatabase();
});
beforeEach(async () => {
	scene = await makeScene(db);
});

/** An endpoint of another environment on the same model. */
async function elsewhere(name: string, where = 'staging'): Promise<void> {
	const [from] = await db.drizzle.select().from(endpoint).where(eq(endpoint.id, scene.endpointId));
	const rows = await db.drizzle.select().from(environment).where(eq(environment.projectId, scene.project.projectId));
	const to = rows.find((row) => row.name === where);
	if (!from || !to) throw new Error('no place');
	const { id: _id, createdAt: _createdAt, ...rest } = from;
	await db.drizzle.insert(endpoint).values({ ...rest, name, environmentId: to.id, championVersionId: null });
}

async function applied(): Promise<OpenedChange> {
	const opened = await openReady(scene);
	await db.drizzle.update(change).set({ state: 'applied' }).where(eq(change.id, opened.id));
	await serve(scene, (await view(scene, opened.number)).candidate.modelVersionId);
	return opened;
}

describe('promoting', () => {
	it('proposes the same digest for an endpoint of another environment, under its own policy, with a link to the change it promotes', async () => {
		await elsewhere('arrival-delay-staging');
		const first = await applied();
		expect((await view(scene, first.number)).promoteTo).toEqual([{ name: 'arrival-delay-staging', environment: 'staging' }]);
		expect((await view(scene, first.number, scene.maya)).viewer.followUp.enabled).toBe(true);
		expect((await view(scene, first.number, scene.lee)).viewer.followUp).toEqual({ enabled: false, sentence: expect.stringContaining('contributor') });
		const promoted = await promoteChange(scene.maya, { ...scene.place, number: first.number });
		const [before, after] = [await view(scene, first.number), await view(scene, promoted.number)];
		const filesOf = (shown: typeof before) => (shown.revision.manifest as Manifest).model.files;
		expect(filesOf(after)).toEqual(filesOf(before));
		expect(after).toMatchObject({
			title: 'Promote version 2 from production to staging',
			target: { endpoint: 'arrival-delay-staging', environment: 'staging' },
			link: { kind: 'promotes', number: first.number },
			state: 'in-review',
			base: null,
		});
		expect(after.policy.id).not.toBe(before.policy.id);
		await expectAuditEntry(db, scene.project.id, { action: 'change.opened', targetId: promoted.id });
	});

	it('refuses a change that is not applied, a place that is none, and a reviewer without the permission with a denied entry', async () => {
		const opened = await openReady(scene);
		const promote = (ctx = scene.maya, more = {}) => promoteChange(ctx, { ...scene.place, number: opened.number, ...more });
		await expect(promote()).rejects.toMatchObject({ code: 'conflict', detail: { reason: 'change-state' } });
		await db.drizzle.update(change).set({ state: 'applied' }).where(eq(change.id, opened.id));
		await expect(promote()).rejects.toMatchObject({ code: 'conflict', detail: { reason: 'nowhere-to-promote' } });
		await expect(promote(scene.maya, { endpoint: 'arrival-delay' })).rejects.toMatchObject({ detail: { field: 'endpoint', value: 'arrival-delay' } });
		await expect(promote(scene.jonas)).rejects.toMatchObject({ code: 'forbidden' });
		await expectAuditEntry(db, scene.project.id, { action: 'change:open', decision: 'denied', targetId: opened.id });
	});

	it('goes to an environment that was made later, with the default policy', async () => {
		await createEnvironment(scene.root, { ...scene.place, name: 'canary-eu' });
		await elsewhere('arrival-delay-eu', 'canary-eu');
		const promoted = await promoteChange(scene.maya, { ...scene.place, number: (await applied()).number });
		expect(await view(scene, promoted.number)).toMatchObject({ target: { environment: 'canary-eu' }, policy: { version: 1 } });
	});
});

describe('reverting', () => {
	it('proposes the version before, with a link to the change it takes back', async () => {
		const first = await applied();
		const reverted = await revertChange(scene.maya, { ...scene.place, number: first.number });
		expect(await view(scene, reverted.number)).toMatchObject({
			title: `Revert #${first.number}: back to version 1`,
			candidate: { version: 1 },
			base: { version: 2 },
			link: { kind: 'reverts', number: first.number },
		});
		await expectAuditEntry(db, scene.project.id, { action: 'change.opened', targetId: reverted.id });
	});

	it('refuses where there is nothing before, and a reviewer without the permission with a denied entry', async () => {
		await makeVersion(scene, 'delay-v1', { version: 1 });
		const opened = await open(scene, 1);
		await db.drizzle.update(change).set({ state: 'applied' }).where(eq(change.id, opened.id));
		const [version] = await db.drizzle.select().from(modelVersion).where(eq(modelVersion.modelId, scene.modelId));
		await serve(scene, version?.id ?? null);
		await expect(revertChange(scene.maya, { ...scene.place, number: opened.number })).rejects.toMatchObject({ detail: { reason: 'nothing-before' } });
		await expect(revertChange(scene.lee, { ...scene.place, number: opened.number })).rejects.toMatchObject({ code: 'forbidden' });
		await expectAuditEntry(db, scene.project.id, { action: 'change:open', decision: 'denied', targetId: opened.id });
	});
});
