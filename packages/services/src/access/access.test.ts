import type { Database } from '@interlock/db';
import { DomainError } from '@interlock/domain/error';
import { auditEntries, expectAuditEntry, makeOrg, makeProject, makeToken, makeUser, as, testContext, testDatabase } from '@interlock/testkit';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { deny, loadOrganization, loadProject, requirePart, transact } from './index.ts';

let db: Database;
beforeAll(async () => {
	db = await testDatabase();
});

async function refusal(work: Promise<unknown>): Promise<DomainError> {
	const error: unknown = await work.then(
		() => new Error('was allowed'),
		(e: unknown) => e,
	);
	if (error instanceof DomainError) return error;
	throw error;
}

describe('one transaction per use case', () => {
	test('runs under a role that is not the owner', async () => {
		const ctx = await testContext(db, await makeUser(db, await makeOrg(db), []));
		const [row] = await transact(ctx, (tx) => tx.execute<{ who: string }>(sql`select current_user as who`));
		expect(row?.who).toBe('interlock_app');
	});

	test('a rule that refuses leaves its sentence in the log and nothing of the work', async () => {
		const p = await makeProject(db);
		const ctx = await testContext(db, await makeUser(db, p, ['contributor']));
		const sentence = 'The author of a change can not approve it';
		const refused = await refusal(
			transact(ctx, async (tx) => {
				await tx.execute(sql`update project set name = 'changed' where id = ${p.projectId}`);
				return deny('change:review', { orgId: p.id, projectId: p.projectId }, { kind: 'change', id: 'c' }, sentence, 'author-cannot-approve');
			}),
		);
		expect(refused).toMatchObject({ code: 'forbidden', message: sentence, detail: { reason: 'author-cannot-approve' } });
		await expectAuditEntry(db, p.id, { action: 'change:review', decision: 'denied', reason: /author/ });
		const [row] = await db.sql`select name from project where id = ${p.projectId}`;
		expect(row?.name).toBe(p.project);
	});

	test.each([
		['a NUL in a text', (text: string) => sql`select ${`${text}\0`}::text`],
		['no uuid', (text: string) => sql`select 1 from project where id = ${text}`],
		['a number out of range', () => sql`select ${99999999999}::int4`],
		['half a surrogate pair in JSON', () => sql`select (${'"\\ud800"'}::text)::jsonb`],
	])('%s is the caller’s mistake, never a failure of ours', async (_what, statement) => {
		const ctx = await testContext(db, await makeUser(db, await makeOrg(db), []));
		expect(await refusal(transact(ctx, (tx) => tx.execute(statement('x'))))).toMatchObject({ code: 'invalid' });
	});

	test('a failure of ours stays a failure', async () => {
		const ctx = await testContext(db, await makeUser(db, await makeOrg(db), []));
		await expect(transact(ctx, (tx) => tx.execute(sql`select * from nowhere`))).rejects.not.toBeInstanceOf(DomainError);
	});
});

describe('what the caller may not know of', () => {
	test('answers word for word like what does not exist: organizations and projects', async () => {
		const p = await makeProject(db);
		const ctx = await testContext(db, await makeUser(db, await makeOrg(db), ['admin']));
		const words = (e: DomainError) => JSON.stringify([e.code, e.message, e.detail]).replaceAll(p.slug, 'ORG').replaceAll(p.project, 'PROJECT');
		const theirs = [
			await refusal(transact(ctx, (tx) => loadOrganization(tx, ctx, p.slug, 'project:create'))),
			await refusal(transact(ctx, (tx) => loadProject(tx, ctx, p.place))),
		].map(words);
		const unknown = [
			await refusal(transact(ctx, (tx) => loadOrganization(tx, ctx, 'ORG', 'project:create'))),
			await refusal(transact(ctx, (tx) => loadProject(tx, ctx, { org: 'ORG', project: 'PROJECT' }))),
		].map(words);
		expect(theirs).toEqual(unknown);
	});

	test('is told to whom it belongs: the attempt is in their log', async () => {
		const p = await makeProject(db);
		const stranger = await makeUser(db, await makeOrg(db), ['admin'], 'Mallory');
		const ctx = await testContext(db, stranger);
		await refusal(transact(ctx, (tx) => loadProject(tx, ctx, p.place)));
		expect(await expectAuditEntry(db, p.id, { action: 'project:read', decision: 'denied' })).toMatchObject({ actor: { name: 'Mallory' } });
	});

	test('a slug of another organization does not find a project of the same slug here', async () => {
		const mine = await makeProject(db);
		const other = await makeOrg(db);
		const ctx = await testContext(db, await makeUser(db, mine, ['viewer']));
		expect(await refusal(transact(ctx, (tx) => loadProject(tx, ctx, { org: other.slug, project: mine.project })))).toMatchObject({ code: 'not-found' });
	});
});

describe('what belongs to the instance', () => {
	test('is refused to people and tokens whatever their roles, and their organization reads of it', async () => {
		const org = await makeOrg(db);
		const user = await makeUser(db, org, ['admin', 'contributor', 'deployer']);
		const ctx = await testContext(db, user);
		for (const actor of [user, makeToken(user, org)]) {
			const asked = as(ctx, actor);
			expect(await refusal(transact(asked, async () => requirePart(asked, 'agent:work', 'Only an agent may')))).toMatchObject({ code: 'forbidden' });
		}
		const denied = (await auditEntries(db, org.id)).filter((e) => e.action === 'agent:work' && e.decision === 'denied');
		expect(denied.map((e) => e.actor.kind)).toEqual(['user', 'token']);
	});

	test('is allowed to the part that was given it, and to no other part', async () => {
		const ctx = await testContext(db, { kind: 'system', part: 'agent', scopes: ['agent:work'] });
		requirePart(ctx, 'agent:work', 'no');
		expect(() => requirePart(ctx, 'status:write', 'Only the quickstart may')).toThrow('Only the quickstart may');
	});
});
