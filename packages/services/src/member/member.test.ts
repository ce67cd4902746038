import type { Database } from '@interlock/db';
import { membership, person } from '@interlock/db/tables';
import type { Role } from '@interlock/domain/access';
import { as, auditEntries, expectAuditEntry, footprint, makeOrg, makeToken, makeUser, testContext, testDatabase } from '@interlock/testkit';
import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { signInByLink } from '../session/index.ts';
import { getMe, inviteMember, listMembers, removeMember, setRoles, updateSettings } from './index.ts';

let db: Database;
beforeAll(async () => {
	db = await testDatabase();
});

async function world(roles: Role[] = ['admin']) {
	const org = await makeOrg(db);
	const user = await makeUser(db, org, roles);
	return { org, user, ctx: await testContext(db, user) };
}

const caller = { requestId: 'test' };

describe('inviting', () => {
	test('somebody new becomes a member and gets a link that works once', async () => {
		const { org, ctx } = await world();
		const { userId, linkSecret } = await inviteMember(ctx, { org: org.slug, email: `Ana-${org.slug}@Example.test`, name: 'Ana', roles: ['reviewer'] });
		expect(await signInByLink(db, linkSecret, caller)).toMatchObject({ userId, name: 'Ana', hasPassword: false });
		expect(await signInByLink(db, linkSecret, caller)).toBeNull();
		await expectAuditEntry(db, org.id, { action: 'member.invited', targetId: userId });
		expect((await listMembers(ctx, { org: org.slug })).members.find((m) => m.userId === userId)).toMatchObject({ roles: ['reviewer'], pending: true });
	});

	test('somebody who is known elsewhere becomes a member, but whoever invites them gets no way into their account', async () => {
		const there = await world();
		const { org, ctx } = await world();
		const invited = await inviteMember(ctx, { org: org.slug, email: there.user.email, name: 'Another name', roles: ['viewer'] });
		expect(invited).toEqual({ userId: there.user.userId, linkSecret: null });
		const [row] = await db.drizzle.select().from(person).where(eq(person.id, there.user.userId));
		expect(row?.name).toBe(there.user.name);
	});

	test('the same address at once: one person, one membership', async () => {
		const { org, ctx } = await world();
		const email = `twin-${org.slug}@example.test`;
		const tries = await Promise.allSettled([1, 2, 3, 4].map(() => inviteMember(ctx, { org: org.slug, email, name: 'Twin', roles: ['viewer'] })));
		expect(tries.filter((t) => t.status === 'fulfilled')).toHaveLength(1);
		for (const t of tries) if (t.status === 'rejected') expect(t.reason).toMatchObject({ code: 'conflict' });
		expect(await db.sql`select 1 from membership m join person p on p.id = m.user_id where p.email = ${email}`).toHaveLength(1);
	});

	test.each<Role>(['viewer', 'contributor', 'reviewer', 'deployer', 'auditor'])('is refused to a %s with an entry, and nobody is made', async (role) => {
		const { org, ctx } = await world([role]);
		const before = await footprint(db);
		await expect(inviteMember(ctx, { org: org.slug, email: 'x@example.test', name: 'X', roles: ['admin'] })).rejects.toMatchObject({ code: 'forbidden' });
		expect(await footprint(db)).toEqual(before);
		await expectAuditEntry(db, org.id, { action: 'member:write', decision: 'denied' });
	});

	test.each([
		['email', { email: 'ana＠example.test' }],
		['name', { name: ' ' }],
		['roles', { roles: [] }],
	])('a wrong %s is named', async (field, wrong) => {
		const { org, ctx } = await world();
		const refused = inviteMember(ctx, { org: org.slug, email: 'x@example.test', name: 'X', roles: ['viewer'], ...wrong });
		await expect(refused).rejects.toMatchObject({ code: 'invalid', detail: { field } });
	});
});

test('pages that show the members hear of an invitation, and of nothing that could sign anybody in', async () => {
	const { org, ctx } = await world();
	const { userId } = await inviteMember(ctx, { org: org.slug, email: `heard-${org.slug}@example.test`, name: 'Heard', roles: ['viewer'] });
	expect(await db.sql`select type, data from event where channel = ${`org/${org.id}`}`).toEqual([{ type: 'member.changed', data: { userId } }]);
});

describe('roles', () => {
	test('change at once, with before and after in the log', async () => {
		const { org, ctx } = await world();
		const { userId } = await makeUser(db, org, ['viewer']);
		await setRoles(ctx, { org: org.slug, userId, roles: ['contributor', 'deployer'] });
		expect(await expectAuditEntry(db, org.id, { action: 'member.roles-changed', targetId: userId })).toMatchObject({
			before: { roles: ['viewer'] },
			after: { roles: ['contributor', 'deployer'] },
		});
	});

	test('the last administrator stays one, also when two take it from each other at the same time', async () => {
		for (let i = 0; i < 5; i++) {
			const { org, user, ctx } = await world();
			await expect(setRoles(ctx, { org: org.slug, userId: user.userId, roles: ['viewer'] })).rejects.toMatchObject({
				code: 'conflict',
				detail: { reason: 'last-administrator' },
			});
			await expect(removeMember(ctx, { org: org.slug, userId: user.userId })).rejects.toMatchObject({ detail: { reason: 'last-administrator' } });
			const second = await makeUser(db, org, ['admin']);
			const tries = await Promise.allSettled([
				setRoles(ctx, { org: org.slug, userId: second.userId, roles: ['viewer'] }),
				removeMember(as(ctx, second), { org: org.slug, userId: user.userId }),
			]);
			expect(tries.filter((t) => t.status === 'fulfilled')).toHaveLength(1);
			expect(tries.find((t) => t.status === 'rejected')).toMatchObject({ reason: { detail: { reason: 'last-administrator' } } });
		}
	});

	test('a disabled account does not count as the administrator who is left', async () => {
		const { org, user, ctx } = await world();
		const second = await makeUser(db, org, ['admin']);
		await db.drizzle.update(person).set({ disabledAt: new Date() }).where(eq(person.id, second.userId));
		await expect(setRoles(ctx, { org: org.slug, userId: user.userId, roles: ['viewer'] })).rejects.toMatchObject({ detail: { reason: 'last-administrator' } });
	});

	test('somebody of another organization, nobody, and no id at all are unknown here', async () => {
		const { org, ctx } = await world();
		const other = await world();
		for (const userId of [other.user.userId, '00000000-0000-7000-8000-000000000000']) {
			await expect(setRoles(ctx, { org: org.slug, userId, roles: ['viewer'] })).rejects.toMatchObject({ code: 'not-found', message: 'member not found' });
		}
		await expect(removeMember(ctx, { org: org.slug, userId: 'nonsense' })).rejects.toMatchObject({ code: 'invalid', detail: { field: 'userId' } });
	});

	test('a removed member is gone from the list, and the log tells what they were', async () => {
		const { org, ctx } = await world();
		const { userId } = await makeUser(db, org, ['reviewer']);
		await removeMember(ctx, { org: org.slug, userId });
		expect(await db.drizzle.select().from(membership).where(eq(membership.userId, userId))).toEqual([]);
		expect(await expectAuditEntry(db, org.id, { action: 'member.removed', targetId: userId })).toMatchObject({ before: { roles: ['reviewer'] } });
	});

	test('a contributor changes and removes nobody, not even themself', async () => {
		const { org, user, ctx } = await world(['contributor']);
		await expect(setRoles(ctx, { org: org.slug, userId: user.userId, roles: ['admin'] })).rejects.toMatchObject({ code: 'forbidden' });
		await expect(removeMember(ctx, { org: org.slug, userId: user.userId })).rejects.toMatchObject({ code: 'forbidden' });
		expect((await auditEntries(db, org.id)).filter((e) => e.decision === 'denied')).toHaveLength(2);
	});
});

describe('preferences', () => {
	test('start with everything on but mail of notices, change one by one, and leave an entry', async () => {
		const { org, user, ctx } = await world(['viewer']);
		expect((await getMe(ctx)).settings).toEqual({ presence: true, singleKeys: true, mail: { reviews: true, mentions: true, notices: false } });
		await updateSettings(ctx, { singleKeys: false });
		await updateSettings(ctx, { presence: false, mail: { notices: true } });
		expect((await getMe(ctx)).settings).toEqual({ presence: false, singleKeys: false, mail: { reviews: true, mentions: true, notices: true } });
		expect(await expectAuditEntry(db, org.id, { action: 'person.settings-changed', targetId: user.userId })).toMatchObject({
			before: { presence: true },
			after: { presence: false },
		});
	});

	test('are a person’s own: a token has none, and a wrong one is named', async () => {
		const { org, user, ctx } = await world(['viewer']);
		await expect(updateSettings(as(ctx, makeToken(user, org)), { presence: false })).rejects.toMatchObject({ code: 'forbidden' });
		await expect(updateSettings(ctx, { presence: 'no' } as never)).rejects.toMatchObject({ code: 'invalid', detail: { field: 'presence' } });
		await expect(updateSettings(ctx, { theme: 'dark' } as never)).rejects.toMatchObject({ code: 'invalid' });
	});
});

describe('who am I', () => {
	test('a person sees their organizations, a token has no page', async () => {
		const { org, user, ctx } = await world(['viewer']);
		expect(await getMe(ctx)).toMatchObject({ userId: user.userId, hasPassword: false, orgs: [{ slug: org.slug, roles: ['viewer'] }] });
		await expect(getMe(as(ctx, makeToken(user, org)))).rejects.toMatchObject({ code: 'forbidden' });
	});

	test('members are listed for members only', async () => {
		const { org } = await world();
		const stranger = await world();
		await expect(listMembers(stranger.ctx, { org: org.slug })).rejects.toMatchObject({ code: 'not-found' });
	});
});
