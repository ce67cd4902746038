import { as, expectAuditEntry, makeUser, testContext, testDatabase } from '@interlock/testkit';
import type { Database } from '@interlock/db';
import { beforeAll, describe, expect, test } from 'vitest';
import { transact } from '../access/index.ts';
import { closeChange, commentOnChange, reviewChange } from '../change/index.ts';
import { type DecisionInputs, digestOfInputs } from '../change/record-decision.ts';
import { makeScene, makeVersion, open, openReady, view } from '../change/test-fixture.ts';
import { removeMember, setRoles } from '../member/index.ts';
import { signInByPassword } from '../session/index.ts';
import { createToken } from '../token/index.ts';
import { erasePerson, listAudit, recordAudit, sealEntries, verifyChain } from './index.ts';

let db: Database;
beforeAll(async () => {
	db = await testDatabase();
});

/** Tables in which a text stands, in any column, sealed bytes read as text. */
async function tablesWith(text: string): Promise<string[]> {
	const tables = await db.sql<{ name: string }[]>`
		select table_name as name from information_schema.tables where table_schema in ('public', 'drizzle') and table_type = 'BASE TABLE' and table_schema = 'public'`;
	const found: string[] = [];
	for (const { name } of tables) {
		const bytes = name === 'audit_log' || name === 'audit_outbox' ? `|| encode(entry, 'escape')` : '';
		const rows = await db.sql.unsafe(`select 1 from "${name}" t where t::text ${bytes} ilike '%${text}%' limit 1`);
		if (rows.length > 0) found.push(name);
	}
	return found;
}

describe('erasing a person', () => {
	test('their name and address are gone from every table, the chain stays valid, and what they did is still told by their id', async () => {
		const scene = await makeScene(db);
		const org = scene.project.slug;
		const zoe = await makeUser(db, scene.project, ['contributor', 'reviewer'], 'Zoe Quill');
		const ctx = { ...as(scene.maya, zoe), request: { id: 'r', ip: '192.0.2.77', userAgent: 'Zoe browser' } };
		const change = await openReady(scene);
		await reviewChange(ctx, {
			...scene.place,
			number: change.number,
			verdict: 'request-changes',
			body: 'Zoe Quill asks for more',
			digest: (await view(scene, change.number)).revision.digest,
		});
		await commentOnChange(scene.maya, { ...scene.place, number: change.number, body: `As Zoe Quill said (${zoe.email})` });
		await createToken(ctx, { org, name: "Zoe Quill's laptop", scopes: ['run:read'] });
		await makeVersion(scene, 'delay-v1', { version: 3 });
		const opened = await open(scene, 3, ctx);
		await closeChange(ctx, { ...scene.place, number: opened.number, reason: 'Zoe Quill thought again' });
		await signInByPassword(db, zoe.email, 'wrong', { requestId: 'r', ip: '192.0.2.77', userAgent: 'Zoe browser' });
		await setRoles(scene.root, { org, userId: zoe.userId, roles: ['viewer'] });
		await transact(scene.root, (tx) =>
			recordAudit(tx, scene.root, {
				action: 'thing.done',
				orgId: scene.project.id,
				projectId: null,
				target: { kind: 'thing', id: '1' },
				reason: 'zoe quill asked for it',
			}),
		);
		await removeMember(scene.root, { org, userId: zoe.userId });
		expect(await tablesWith('Zoe Quill')).not.toEqual([]);

		const { payloads, places } = await erasePerson(scene.root, { org, userId: zoe.userId, reason: 'request 17' });
		expect(payloads).toBeGreaterThan(4);
		expect(places).toBeGreaterThan(2);
		while ((await sealEntries(db)) > 0);
		expect(await tablesWith('Zoe Quill')).toEqual([]);
		expect(await tablesWith(zoe.email)).toEqual([]);
		expect(await tablesWith('192.0.2.77')).toEqual([]);
		expect(await tablesWith('Zoe browser')).toEqual([]);
		expect(await verifyChain(db, scene.project.id)).toMatchObject({ intact: true });
		const auditor = await testContext(db, await makeUser(db, scene.project, ['auditor']));
		const [row] = (await listAudit(auditor, { org, actor: zoe.userId, action: 'change.*', limit: 1 })).rows;
		expect(row?.entry).toMatchObject({ actor: { id: zoe.userId, name: 'erased' }, erased: expect.arrayContaining(['actor']) });
		expect(await expectAuditEntry(db, scene.project.id, { action: 'person.erased', targetId: zoe.userId })).toMatchObject({
			reason: 'request 17',
			after: { payloads, places },
		});
		expect((await view(scene, change.number)).discussion.map(({ name }) => name)).toContain(`erased person ${zoe.userId.slice(-6)}`);
	});

	test('R25: a decision that an erased person voted in can still be made again from what was kept', async () => {
		const scene = await makeScene(db);
		const org = scene.project.slug;
		const zoe = await makeUser(db, scene.project, ['reviewer'], 'Zora Quill');
		const opened = await openReady(scene);
		await reviewChange(as(scene.maya, zoe), { ...scene.place, number: opened.number, verdict: 'approve', body: 'Zora Quill was here', digest: opened.digest });
		await removeMember(scene.root, { org, userId: zoe.userId });
		await erasePerson(scene.root, { org, userId: zoe.userId });
		while ((await sealEntries(db)) > 0);
		expect(await tablesWith('Zora Quill')).toEqual([]);
		const [kept] = await db.sql<{ inputs: DecisionInputs; inputs_digest: string }[]>`
			select inputs, inputs_digest from decision where change_id = ${opened.id} and outcome = 'allow'`;
		expect(kept && digestOfInputs(kept.inputs)).toBe(kept?.inputs_digest);
		expect(kept?.inputs.votes[0]).toMatchObject({ userId: zoe.userId, name: `erased person ${zoe.userId.slice(-6)}` });
		expect(await verifyChain(db, scene.project.id)).toMatchObject({ intact: true });
	});

	test('a member must be removed first; nobody and who was never here are unknown', async () => {
		const scene = await makeScene(db);
		const org = scene.project.slug;
		const lee = await makeUser(db, scene.project, ['viewer']);
		await expect(erasePerson(scene.root, { org, userId: lee.userId })).rejects.toThrow('this person is a member; remove them first');
		const stranger = await makeUser(db, (await makeScene(db)).project, ['viewer']);
		for (const userId of [stranger.userId, '00000000-0000-4000-8000-000000000000']) {
			await expect(erasePerson(scene.root, { org, userId })).rejects.toMatchObject({ code: 'not-found', message: 'person not found' });
		}
		await expect(erasePerson(scene.root, { org, userId: 'x' })).rejects.toThrow('userId: must be the id of a person');
	});

	test.each(['jonas', 'maya'] as const)('%s, who is no administrator, is refused, and the refusal is in the log', async (who) => {
		const scene = await makeScene(db);
		await expect(erasePerson(scene[who], { org: scene.project.slug, userId: '00000000-0000-4000-8000-000000000000' })).rejects.toMatchObject({
			code: 'forbidden',
		});
		await expectAuditEntry(db, scene.project.id, { action: 'audit:erase', decision: 'denied' });
	});

	test('somebody whom another organization has keeps their account there', async () => {
		const scene = await makeScene(db);
		const other = await makeScene(db);
		const kim = await makeUser(db, scene.project, ['viewer'], 'Kim Two');
		await db.sql`insert into membership (id, org_id, user_id, roles) values (gen_random_uuid(), ${other.project.id}, ${kim.userId}, '{viewer}')`;
		await setRoles(scene.root, { org: scene.project.slug, userId: kim.userId, roles: ['reviewer'] });
		await removeMember(scene.root, { org: scene.project.slug, userId: kim.userId });
		await erasePerson(scene.root, { org: scene.project.slug, userId: kim.userId });
		expect(await tablesWith('Kim Two')).toEqual(['person']);
	});
});
