import type { Database } from '@interlock/db';
import { policy } from '@interlock/db/tables';
import { defaultPolicy } from '@interlock/domain/policy';
import { as, auditEntries, expectAuditEntry, makeOrg, makeUser, testDatabase } from '@interlock/testkit';
import { eq } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeScene, makeVersion, openReady, type Scene, serve } from '../change/test-fixture.ts';
import { createEnvironment, deleteProject, getProjectSettings, listProjects, updateEnvironment, updateProject } from './index.ts';

let db: Database;
let scene: Scene;
beforeAll(async () => {
	db = await testDatabase();
});
beforeEach(async () => {
	scene = await makeScene(db);
});

describe('settings of a project', () => {
	test('tell its environments with endpoints, open changes, owners and checks of the newest policy', async () => {
		await openReady(scene);
		const owners = [{ path: 'data/**', owners: ['role:reviewer'] }];
		const document = { ...defaultPolicy('production'), owners, checks: [{ id: 'fairness', issuer: 'ci-1' }] };
		await db.drizzle.update(policy).set({ document }).where(eq(policy.projectId, scene.project.projectId));
		const { environments, edit, remove } = await getProjectSettings(scene.root, scene.place);
		expect(environments.map(({ name }) => name).sort()).toEqual(['production', 'staging']);
		expect(environments.find(({ name }) => name === 'production')).toMatchObject({
			endpoints: ['arrival-delay'],
			openChanges: 1,
			policy: {
				version: 1,
				protected: true,
				owners: [{ of: 'data/**', owners: 'people with the role reviewer' }],
				checks: [{ id: 'fairness', issuer: 'ci-1' }],
			},
		});
		expect(edit.enabled).toBe(true);
		expect(remove).toEqual({ enabled: false, sentence: 'Endpoint arrival-delay still serves; roll it back first.' });
	});

	test('say to whoever may not edit them why, and are not told to another organization', async () => {
		expect(await getProjectSettings(scene.jonas, scene.place)).toMatchObject({
			edit: { enabled: false, sentence: '"policy:write" needs the role admin' },
			remove: { enabled: false, sentence: '"project:delete" needs the role admin' },
		});
		const stranger = as(scene.jonas, await makeUser(db, await makeOrg(db), ['admin']));
		await expect(getProjectSettings(stranger, scene.place)).rejects.toMatchObject({ code: 'not-found' });
		await expectAuditEntry(db, scene.project.id, { action: 'policy:read', decision: 'denied' });
	});
});

describe('a project', () => {
	test('gets another name and description with both states in the audit log; its address stays', async () => {
		expect(await updateProject(scene.root, { ...scene.place, name: 'Arrivals', description: ' Minutes late. ' })).toEqual({
			name: 'Arrivals',
			description: 'Minutes late.',
		});
		expect(await listProjects(scene.root)).toMatchObject([{ slug: scene.place.project, name: 'Arrivals', description: 'Minutes late.' }]);
		const entry = await expectAuditEntry(db, scene.project.id, { action: 'project.updated', targetId: scene.project.projectId });
		expect(entry).toMatchObject({ before: { description: '' }, after: { name: 'Arrivals', description: 'Minutes late.' } });
		const count = (await auditEntries(db, scene.project.id)).length;
		await updateProject(scene.root, { ...scene.place, name: 'Arrivals' });
		expect(await auditEntries(db, scene.project.id)).toHaveLength(count);
	});

	test('is edited by nobody without the permission, and never to a name out of its limits', async () => {
		await expect(updateProject(scene.maya, { ...scene.place, name: 'Mine' })).rejects.toMatchObject({ code: 'forbidden' });
		await expectAuditEntry(db, scene.project.id, { action: 'policy:write', decision: 'denied' });
		for (const [edit, field] of [
			[{ name: 'x' }, 'name'],
			[{ description: 'x'.repeat(501) }, 'description'],
			[{}, 'name'],
		] as const)
			await expect(updateProject(scene.root, { ...scene.place, ...edit })).rejects.toMatchObject({ code: 'invalid', detail: { field } });
	});

	test('that serves nothing is deleted with its reason in the audit log; one that serves is not', async () => {
		await serve(scene, await makeVersion(scene, 'delay-v1', { version: 1 }));
		await expect(deleteProject(scene.root, scene.place)).rejects.toMatchObject({
			code: 'conflict',
			message: expect.stringContaining('Endpoint arrival-delay still serves; roll it back first.'),
		});
		await serve(scene, null);
		expect((await getProjectSettings(scene.root, scene.place)).remove.enabled).toBe(true);
		await deleteProject(scene.root, { ...scene.place, reason: 'It was a trial.' });
		await expectAuditEntry(db, scene.project.id, { action: 'project.deleted', reason: /trial/ });
		await expect(deleteProject(scene.maya, scene.place)).rejects.toMatchObject({ code: 'not-found' });
	});
});

describe('an environment', () => {
	test('says what it is for, from the first and later, with both texts in the audit log', async () => {
		const made = await createEnvironment(scene.root, { ...scene.place, name: 'canary-eu', description: 'Before production.' });
		expect(await updateEnvironment(scene.root, { ...scene.place, environment: 'canary-eu', description: 'Europe first.' })).toEqual({
			name: 'canary-eu',
			description: 'Europe first.',
		});
		const entry = await expectAuditEntry(db, scene.project.id, { action: 'environment.updated', targetId: made.id });
		expect(entry).toMatchObject({ before: { description: 'Before production.' }, after: { description: 'Europe first.' } });
		const { environments } = await getProjectSettings(scene.root, scene.place);
		expect(environments.find(({ name }) => name === 'canary-eu')).toMatchObject({ description: 'Europe first.', endpoints: [], openChanges: 0 });
	});

	test('is edited by nobody without the permission, and an unknown one by nobody', async () => {
		const edit = { ...scene.place, environment: 'production', description: 'Mine.' };
		await expect(updateEnvironment(scene.maya, edit)).rejects.toMatchObject({ code: 'forbidden' });
		await expectAuditEntry(db, scene.project.id, { action: 'policy:write', decision: 'denied' });
		await expect(updateEnvironment(scene.root, { ...edit, environment: 'nowhere' })).rejects.toMatchObject({ code: 'not-found' });
	});
});
