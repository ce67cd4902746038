import { makeOrg, makeProject, makeToken, makeUser, as, expectAuditEntry, testContext, testDatabase } from '@interlock/testkit';
import type { Database } from '@interlock/db';
import { beforeAll, describe, expect, test } from 'vitest';
import { createEnvironment, createProject, deleteProject, getProject, listProjects } from './index.ts';

describe('projects', () => {
	let db: Database;
	beforeAll(async () => {
		db = await testDatabase();
	});

	test('a contributor creates a project with its default experiment, environments and policies, and the log tells it', async () => {
		const org = await makeOrg(db);
		const ctx = await testContext(db, await makeUser(db, org, ['contributor']));
		const made = await createProject(ctx, { org: org.slug, name: 'Flight delay' });
		expect(made).toMatchObject({ org: org.slug, slug: 'flight-delay' });
		const [counts] =
			await db.sql`select (select count(*)::int from experiment where project_id = ${made.id}) as experiments, (select count(*)::int from policy where project_id = ${made.id}) as policies`;
		expect(counts).toEqual({ experiments: 1, policies: 2 });
		await expectAuditEntry(db, org.id, { action: 'project.created', targetId: made.id });
	});

	test('a viewer is refused with the role named, nothing is written, and the refusal is in the log', async () => {
		const org = await makeOrg(db);
		const ctx = await testContext(db, await makeUser(db, org, ['viewer']));
		await expect(createProject(ctx, { org: org.slug, name: 'No way' })).rejects.toMatchObject({
			code: 'forbidden',
			message: expect.stringContaining('contributor'),
		});
		expect(await listProjects(ctx)).toEqual([]);
		await expectAuditEntry(db, org.id, { action: 'project:create', decision: 'denied' });
	});

	test("another tenant's project answers like an unknown one", async () => {
		const mine = await makeProject(db);
		const stranger = await testContext(db, await makeUser(db, await makeOrg(db), ['admin']));
		const unseen = await getProject(stranger, mine.place).catch((e: Error) => e.message);
		const unknown = await getProject(stranger, { org: 'nobody', project: 'nothing' }).catch((e: Error) => e.message);
		expect(unseen).toBe(unknown);
	});

	test('a token sees only the projects it is bound to', async () => {
		const org = await makeOrg(db);
		const [one, two] = [await makeProject(db, org), await makeProject(db, org)];
		const user = await makeUser(db, org, ['contributor']);
		const ctx = await testContext(db, user);
		const bound = as(ctx, makeToken(user, org, ['project:read'], [one.projectId]));
		expect((await listProjects(bound)).map((p) => p.slug)).toEqual([one.project]);
		await expect(getProject(bound, two.place)).rejects.toMatchObject({ code: 'not-found' });
	});

	test('two projects of one name: the second is refused by name, also when both come at once', async () => {
		const org = await makeOrg(db);
		const ctx = await testContext(db, await makeUser(db, org, ['contributor']));
		const tries = await Promise.allSettled([1, 2, 3, 4].map(() => createProject(ctx, { org: org.slug, name: 'Same' })));
		expect(tries.filter((t) => t.status === 'fulfilled')).toHaveLength(1);
		expect(tries.find((t) => t.status === 'rejected')).toMatchObject({ reason: { code: 'conflict' } });
	});

	test('a deleted project answers not-found and its slug stays taken', async () => {
		const p = await makeProject(db);
		const admin = await testContext(db, await makeUser(db, p, ['admin', 'contributor']));
		await deleteProject(admin, p.place);
		await expect(getProject(admin, p.place)).rejects.toMatchObject({ code: 'not-found' });
		await expect(createProject(admin, { org: p.slug, name: p.project })).rejects.toMatchObject({ code: 'conflict' });
		await expectAuditEntry(db, p.id, { action: 'project.deleted', targetId: p.projectId });
	});

	test.each([
		['a reserved word', 'api'],
		['one character', 'x'],
		['no letters', '!!!'],
	])('a name that gives no usable slug is refused by field: %s', async (_what, name) => {
		const org = await makeOrg(db);
		const ctx = await testContext(db, await makeUser(db, org, ['contributor']));
		await expect(createProject(ctx, { org: org.slug, name })).rejects.toMatchObject({ code: 'invalid', detail: { field: 'name' } });
	});
});

describe('environments', () => {
	let db: Database;
	beforeAll(async () => {
		db = await testDatabase();
	});

	test('a new one has a default policy of its own and leaves an audit entry; the name is taken once', async () => {
		const place = await makeProject(db);
		const admin = await testContext(db, await makeUser(db, place, ['admin']));
		const made = await createEnvironment(admin, { ...place.place, name: 'canary-eu' });
		expect(made).toMatchObject({ name: 'canary-eu', policyDigest: expect.stringMatching(/^[0-9a-f]{64}$/) });
		expect((await getProject(admin, place.place)).environments).toEqual(['canary-eu', 'production', 'staging']);
		await expectAuditEntry(db, place.id, { action: 'environment.created', targetId: made.id });
		await expect(createEnvironment(admin, { ...place.place, name: 'canary-eu' })).rejects.toMatchObject({ code: 'conflict', detail: { field: 'name' } });
		await expect(createEnvironment(admin, { ...place.place, name: 'No Spaces' })).rejects.toMatchObject({ code: 'invalid', detail: { field: 'name' } });
	});

	test('is for whoever may write policies; anybody else is refused with a denied entry', async () => {
		const place = await makeProject(db);
		const contributor = await testContext(db, await makeUser(db, place, ['contributor', 'deployer']));
		await expect(createEnvironment(contributor, { ...place.place, name: 'mine' })).rejects.toMatchObject({ code: 'forbidden' });
		await expectAuditEntry(db, place.id, { action: 'policy:write', decision: 'denied' });
	});
});
