import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '@interlock/db';
import { defaultPolicy } from '@interlock/domain/policy';
import { as, expectAuditEntry, makeOrg, makeProject, makeUser, testContext, testDatabase } from '@interlock/testkit';
import { updatePolicy } from '../policy/index.ts';
import { listGroups, removeGroup, saveGroup } from './index.ts';

describe('groups of an organization', () => {
	let db: Database;
	beforeAll(async () => {
		db = await testDatabase();
	});

	async function scene() {
		const org = await makeOrg(db);
		const project = await makeProject(db, org);
		const lee = await makeUser(db, org, ['reviewer'], 'lee');
		const root = await makeUser(db, org, ['admin'], 'root');
		return { org, lee, ctx: await testContext(db, root), at: { ...project.place, environment: 'production' } };
	}

	it('are made, changed and listed with their people, each edit with an audit entry', async () => {
		const { org, lee, ctx } = await scene();
		expect(await saveGroup(ctx, { org: org.slug, name: 'model-risk', members: [] })).toEqual({ name: 'model-risk', members: 0 });
		await expectAuditEntry(db, org.id, { action: 'group.saved' });
		await saveGroup(ctx, { org: org.slug, name: 'model-risk', description: 'Second line', members: [lee.userId] });
		const entry = await expectAuditEntry(db, org.id, { action: 'group.saved' });
		expect(entry).toMatchObject({ before: { members: [] } });
		expect(await listGroups(ctx, { org: org.slug })).toEqual({
			groups: [{ name: 'model-risk', description: 'Second line', members: [{ userId: lee.userId, name: 'lee' }] }],
		});
	});

	it('take members of the organization only, each once, under a name that policies can write', async () => {
		const { org, lee, ctx } = await scene();
		const stranger = await makeUser(db, await makeOrg(db), ['reviewer'], 'stranger');
		const save = (name: string, members: string[]) => saveGroup(ctx, { org: org.slug, name, members });
		await expect(save('risk', [lee.userId, stranger.userId])).rejects.toMatchObject({ code: 'invalid', detail: { field: 'members.1' } });
		await expect(save('risk', [lee.userId, lee.userId])).rejects.toThrow('members: must name each person once');
		await expect(save('Model Risk', [])).rejects.toThrow('name: must be 1 to 40 of a-z, 0-9 and -, beginning with a letter');
		expect((await listGroups(ctx, { org: org.slug })).groups).toEqual([]);
	});

	it('are removed unless the newest policy of an environment asks them', async () => {
		const { org, lee, ctx, at } = await scene();
		await saveGroup(ctx, { org: org.slug, name: 'risk', members: [lee.userId] });
		await updatePolicy(ctx, {
			...at,
			baseVersion: 1,
			document: { ...defaultPolicy('production'), require: [{ name: 'risk', count: 1, from: ['group:risk'] }] },
		});
		await expect(removeGroup(ctx, { org: org.slug, name: 'risk' })).rejects.toMatchObject({ code: 'conflict', detail: { reason: 'group-in-use' } });
		await updatePolicy(ctx, { ...at, baseVersion: 2, document: defaultPolicy('production') });
		await removeGroup(ctx, { org: org.slug, name: 'risk' });
		await expectAuditEntry(db, org.id, { action: 'group.removed' });
		await expect(removeGroup(ctx, { org: org.slug, name: 'risk' })).rejects.toMatchObject({ code: 'not-found' });
	});

	it('refuse somebody without the permission, and leave an audit entry of the attempt', async () => {
		const { org, lee, ctx } = await scene();
		for (const attempt of [saveGroup(as(ctx, lee), { org: org.slug, name: 'risk', members: [] }), removeGroup(as(ctx, lee), { org: org.slug, name: 'risk' })])
			await expect(attempt).rejects.toMatchObject({ code: 'forbidden' });
		await expectAuditEntry(db, org.id, { action: 'member:write', decision: 'denied' });
	});
});
