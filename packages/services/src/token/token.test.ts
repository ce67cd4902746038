import type { Database } from '@interlock/db';
import { apiToken, membership, person, serviceAccount } from '@interlock/db/tables';
import type { Permission, Role, UserActor } from '@interlock/domain/access';
import { can, PERMISSIONS } from '@interlock/domain/access';
import { as, expectAuditEntry, makeOrg, makeProject, makeToken, makeUser, testContext, testDatabase, type TestOrg } from '@interlock/testkit';
import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ServiceContext } from '../access/index.ts';
import { createToken, listTokens, loadToken, revokeToken } from './index.ts';

const PEPPER = 'pepper of the tests';
let db: Database;
beforeAll(async () => {
	db = await testDatabase();
});

async function world(roles: Role[]): Promise<{ org: TestOrg; user: UserActor; ctx: ServiceContext }> {
	const org = await makeOrg(db);
	const user = await makeUser(db, org, roles);
	return { org, user, ctx: await testContext(db, user) };
}

describe('making a token', () => {
	test('any role makes one for itself; its text is shown once and only a keyed hash is stored', async () => {
		const { org, ctx } = await world(['viewer']);
		const made = await createToken(ctx, { org: org.slug, name: 'ci', scopes: ['run:read'] });
		expect(made.token).toMatch(/^ilk_pat_/);
		const secret = made.token.split('_')[3] ?? '';
		const dump = JSON.stringify(
			await db.sql`select t.*, (select json_agg(convert_from(entry, 'utf8')) from audit_outbox) as told from api_token t where id = ${made.id}`,
		);
		expect(dump).not.toContain(secret);
		const entry = await expectAuditEntry(db, org.id, { action: 'token.created', targetId: made.id });
		expect(JSON.stringify(entry)).not.toContain(secret);
	});

	test('is told to the pages that show tokens by its id only', async () => {
		const { org, ctx } = await world(['viewer']);
		const { id } = await createToken(ctx, { org: org.slug, name: 'ci', scopes: ['run:read'] });
		expect(await db.sql`select type, data from event where channel = ${`org/${org.id}`}`).toEqual([{ type: 'token.created', data: { tokenId: id } }]);
	});

	test('expires after 90 days unless said, and never later than 366', async () => {
		const { org, ctx } = await world(['viewer']);
		const at = new Date('2024-01-01T00:00:00Z');
		const made = await createToken({ ...ctx, now: () => at }, { org: org.slug, name: 'ci', scopes: ['run:read'] });
		expect(made.expiresAtMs - at.getTime()).toBe(90 * 24 * 3600_000);
		for (const days of [0, -1, 367, 1.5]) {
			await expect(createToken(ctx, { org: org.slug, name: 'ci', scopes: ['run:read'], days })).rejects.toMatchObject({
				code: 'invalid',
				detail: { field: 'days' },
			});
		}
	});

	test('is refused to somebody without a role here, and leaves an entry', async () => {
		const { org } = await world(['viewer']);
		const stranger = await testContext(db, await makeUser(db, await makeOrg(db), ['admin']));
		await expect(createToken(stranger, { org: org.slug, name: 'x', scopes: ['run:read'] })).rejects.toMatchObject({ code: 'not-found' });
		await expectAuditEntry(db, org.id, { action: 'token:write', decision: 'denied' });
	});

	test('an empty list of scopes or projects is refused, never taken as all', async () => {
		const { org, ctx } = await world(['contributor']);
		await expect(createToken(ctx, { org: org.slug, name: 'x', scopes: [] })).rejects.toMatchObject({ detail: { field: 'scopes' } });
		await expect(createToken(ctx, { org: org.slug, name: 'x', scopes: ['run:read'], projects: [] })).rejects.toMatchObject({ detail: { field: 'projects' } });
	});

	test("a project of another organization can't be named, like one that doesn't exist", async () => {
		const { org, ctx } = await world(['contributor']);
		const theirs = await makeProject(db);
		const words = (project: string) =>
			createToken(ctx, { org: org.slug, name: 'x', scopes: ['run:read'], projects: [project] }).catch((e: Error) => e.message.replaceAll(project, 'P'));
		expect(await words(theirs.project)).toBe(await words('nothing-like-it'));
	});

	test('a token makes no token that can do more than itself, nor one beyond its projects', async () => {
		const { org, user, ctx } = await world(['contributor']);
		const [a, b] = [await makeProject(db, org), await makeProject(db, org)];
		const narrow = as(ctx, makeToken(user, org, ['token:write', 'run:read']));
		await expect(createToken(narrow, { org: org.slug, name: 'x', scopes: ['run:write'] })).rejects.toMatchObject({
			code: 'forbidden',
			detail: { field: 'scopes' },
		});
		await createToken(narrow, { org: org.slug, name: 'x', scopes: ['run:read'] });
		const bound = as(ctx, makeToken(user, org, ['token:write', 'run:read'], [a.projectId]));
		for (const projects of [undefined, [b.project], [a.project, b.project]]) {
			await expect(createToken(bound, { org: org.slug, name: 'x', scopes: ['run:read'], projects })).rejects.toMatchObject({ code: 'forbidden' });
		}
	});

	test('a part of the instance has no tokens', async () => {
		const { org, ctx } = await world(['contributor']);
		const part = as(ctx, { kind: 'system', part: 'agent', scopes: ['token:write'] });
		await expect(createToken(part, { org: org.slug, name: 'x', scopes: ['run:read'] })).rejects.toMatchObject({
			code: 'forbidden',
			detail: { reason: 'no-owner' },
		});
	});

	test('one for a service account takes an administrator, acts by the account’s roles and is owned by who made it', async () => {
		const { org, ctx } = await world(['contributor']);
		const admin = await makeUser(db, org, ['admin']);
		await db.drizzle.insert(serviceAccount).values({ orgId: org.id, name: 'retrainer', ownerUserId: admin.userId, roles: ['contributor'] });
		const wanted = { org: org.slug, name: 'x', scopes: ['run:start', 'member:write'] as Permission[], serviceAccount: 'retrainer' };
		await expect(createToken(ctx, wanted)).rejects.toMatchObject({ code: 'forbidden' });
		await expectAuditEntry(db, org.id, { action: 'member:write', decision: 'denied' });
		const { token } = await createToken(as(ctx, admin), wanted);
		const actor = await loadToken(db, PEPPER, token);
		expect(actor).toMatchObject({ tokenKind: 'svc', name: 'retrainer', roles: ['contributor'], ownerUserId: admin.userId });
		if (!actor) throw new Error('no actor');
		expect(PERMISSIONS.filter((p) => can(actor, p, { orgId: org.id }).allowed)).toEqual(['run:start']);
		await db.drizzle.update(serviceAccount).set({ disabledAt: new Date() }).where(eq(serviceAccount.orgId, org.id));
		expect(await loadToken(db, PEPPER, token)).toBeNull();
	});
});

describe('using a token', () => {
	async function made(roles: Role[], scopes: Permission[] = [...PERMISSIONS]) {
		const w = await world(roles);
		const { id, token } = await createToken(w.ctx, { org: w.org.slug, name: 'ci', scopes });
		return { ...w, id, token };
	}
	const allowed = async (token: string, org: TestOrg) => {
		const actor = await loadToken(db, PEPPER, token);
		return actor ? PERMISSIONS.filter((p) => can(actor, p, { orgId: org.id }).allowed) : null;
	};

	test("it can do what its owner can do now: a role taken away is gone at the next request, a role given doesn't widen its scopes", async () => {
		const { org, user, token } = await made(['contributor'], ['run:read', 'run:write', 'project:read']);
		expect(await allowed(token, org)).toEqual(['project:read', 'run:read', 'run:write']);
		await db.drizzle
			.update(membership)
			.set({ roles: ['viewer'] })
			.where(eq(membership.userId, user.userId));
		expect(await allowed(token, org)).toEqual(['project:read', 'run:read']);
		await db.drizzle
			.update(membership)
			.set({ roles: ['admin', 'contributor', 'deployer'] })
			.where(eq(membership.userId, user.userId));
		expect(await allowed(token, org)).toEqual(['project:read', 'run:read', 'run:write']);
	});

	test('it ends with its owner’s membership and with their account', async () => {
		const one = await made(['contributor']);
		await db.drizzle.delete(membership).where(eq(membership.userId, one.user.userId));
		expect(await loadToken(db, PEPPER, one.token)).toBeNull();
		const two = await made(['contributor']);
		await db.drizzle.update(person).set({ disabledAt: new Date() }).where(eq(person.id, two.user.userId));
		expect(await loadToken(db, PEPPER, two.token)).toBeNull();
	});

	test('it ends at its time, to the millisecond', async () => {
		const { id, token } = await made(['contributor']);
		const [row] = await db.drizzle.select().from(apiToken).where(eq(apiToken.id, id));
		const end = row?.expiresAt.getTime() ?? 0;
		expect(await loadToken(db, PEPPER, token, new Date(end - 1))).not.toBeNull();
		expect(await loadToken(db, PEPPER, token, new Date(end))).toBeNull();
	});

	test('another secret under its key id, another kind, another pepper: nobody', async () => {
		const { token, org, ctx } = await made(['contributor']);
		const other = (await createToken(ctx, { org: org.slug, name: 'other', scopes: ['run:read'] })).token;
		const [, , key] = token.split('_');
		const [, , , secret] = other.split('_');
		const { tokenChecksum } = await import('@interlock/domain/access');
		const signed = (body: string) => `${body}_${tokenChecksum(body)}`;
		expect(await loadToken(db, PEPPER, signed(`ilk_pat_${key}_${secret}`))).toBeNull();
		expect(await loadToken(db, PEPPER, signed(token.slice(0, token.lastIndexOf('_')).replace('_pat_', '_svc_')))).toBeNull();
		expect(await loadToken(db, 'another pepper', token)).toBeNull();
		expect(await loadToken(db, PEPPER, token)).not.toBeNull();
	});

	test('when it was last used is written by the minute, and never backwards', async () => {
		const { id, token } = await made(['contributor']);
		const used = async () => (await db.drizzle.select().from(apiToken).where(eq(apiToken.id, id)))[0]?.lastUsedAt?.toISOString();
		const at = (text: string) => loadToken(db, PEPPER, token, new Date(text));
		await at('2024-05-01T12:00:00.000Z');
		await at('2024-05-01T12:00:59.000Z');
		expect(await used()).toBe('2024-05-01T12:00:00.000Z');
		await at('2024-05-01T12:01:01.000Z');
		await at('2024-05-01T11:00:00.000Z');
		expect(await used()).toBe('2024-05-01T12:01:01.000Z');
	});
});

describe('revoking a token', () => {
	test('ends it at once, twice is fine, and the log tells it once', async () => {
		const { org, ctx } = await world(['viewer']);
		const { id, token } = await createToken(ctx, { org: org.slug, name: 'ci', scopes: ['run:read'] });
		await Promise.all([revokeToken(ctx, { org: org.slug, id }), revokeToken(ctx, { org: org.slug, id })]);
		expect(await loadToken(db, PEPPER, token)).toBeNull();
		await expectAuditEntry(db, org.id, { action: 'token.revoked', targetId: id });
		expect(await db.sql`select 1 from audit_log where org_id = ${org.id} and action = 'token.revoked'`).toHaveLength(1);
	});

	test("somebody else's takes an administrator; other organizations' and malformed ids are unknown alike", async () => {
		const { org, ctx } = await world(['viewer']);
		const { id } = await createToken(ctx, { org: org.slug, name: 'ci', scopes: ['run:read'] });
		const colleague = as(ctx, await makeUser(db, org, ['contributor', 'deployer', 'reviewer']));
		await expect(revokeToken(colleague, { org: org.slug, id })).rejects.toMatchObject({ code: 'forbidden' });
		await expectAuditEntry(db, org.id, { action: 'member:write', decision: 'denied', targetId: id });
		const theirs = await world(['admin']);
		for (const unknown of [id, 'nonsense', '00000000-0000-0000-0000-000000000000']) {
			await expect(revokeToken(theirs.ctx, { org: theirs.org.slug, id: unknown })).rejects.toMatchObject({ code: 'not-found', message: 'token not found' });
		}
		await revokeToken(as(ctx, await makeUser(db, org, ['admin'])), { org: org.slug, id });
	});

	test('a list shows one’s own, an administrator everybody’s, and never a hash', async () => {
		const { org, user, ctx } = await world(['viewer']);
		const colleague = await makeUser(db, org, ['viewer']);
		await createToken(ctx, { org: org.slug, name: 'mine', scopes: ['run:read'] });
		await createToken(as(ctx, colleague), { org: org.slug, name: 'theirs', scopes: ['run:read'] });
		expect((await listTokens(ctx, { org: org.slug })).map((t) => t.name)).toEqual(['mine']);
		const all = await listTokens(as(ctx, await makeUser(db, org, ['admin'])), { org: org.slug });
		expect(all.map((t) => t.name).sort()).toEqual(['mine', 'theirs']);
		expect(JSON.stringify(all)).not.toMatch(/[0-9a-f]{64}/);
		expect(all.find((t) => t.name === 'mine')?.owner).toBe(user.name);
	});
});
