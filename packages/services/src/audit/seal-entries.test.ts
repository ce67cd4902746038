import { type Database, inTransaction } from '@interlock/db';
import { as, expectAuditEntry, makeOrg, makeUser, testContext, testDatabase, type TestOrg } from '@interlock/testkit';
import { uuidv7 } from 'uuidv7';
import { beforeAll, describe, expect, test } from 'vitest';
import { transact } from '../access/index.ts';
import { createProject } from '../project/index.ts';
import { countRefusals, getChainState, listAudit, recordAudit, sealEntries, verifyChain } from './index.ts';

let db: Database;
beforeAll(async () => {
	db = await testDatabase();
});

async function write(org: TestOrg, count: number, action = 'thing.done'): Promise<void> {
	const ctx = await testContext(db, await makeUser(db, org, ['contributor']));
	await Promise.all(
		Array.from({ length: count }, (_, i) =>
			transact(ctx, (tx) => recordAudit(tx, ctx, { action, orgId: org.id, projectId: null, target: { kind: 'thing', id: String(i) } })),
		),
	);
}

async function sealAll(): Promise<void> {
	while ((await sealEntries(db)) > 0);
}

describe('sealing', () => {
	test('four sealers at once while entries keep coming give one chain without gap or double', async () => {
		const org = await makeOrg(db);
		let writing = true;
		const writers = Promise.all([write(org, 60), write(org, 60)]).finally(() => {
			writing = false;
		});
		const sealers = [1, 2, 3, 4].map(async () => {
			while (writing) await sealEntries(db, 7);
		});
		await Promise.all([writers, ...sealers]);
		await sealAll();
		const rows = await db.sql<{ n: number; id: string }[]>`select n::int, id from audit_log where org_id = ${org.id} order by n`;
		expect(rows.map((r) => r.n)).toEqual(Array.from({ length: 120 }, (_, i) => i + 1));
		expect(new Set(rows.map((r) => r.id)).size).toBe(120);
		expect(await db.sql`select 1 from audit_outbox where org_id = ${org.id}`).toHaveLength(0);
		expect(await verifyChain(db, org.id)).toMatchObject({ intact: true, entries: 120 });
	});

	test('a chain that grows while it is verified is never called broken', async () => {
		const org = await makeOrg(db);
		await write(org, 20);
		let growing = true;
		const grow = (async () => {
			for (let i = 0; i < 15; i++) {
				await write(org, 5);
				await sealAll();
			}
			growing = false;
		})();
		while (growing) expect(await verifyChain(db, org.id)).toMatchObject({ intact: true });
		await grow;
	});

	test("each organization has its own chain: one's entries don't move another's numbers", async () => {
		const [a, b] = [await makeOrg(db), await makeOrg(db)];
		await write(a, 3);
		await write(b, 2);
		await sealAll();
		expect(await verifyChain(db, a.id)).toMatchObject({ intact: true, entries: 3 });
		expect(await verifyChain(db, b.id)).toMatchObject({ intact: true, entries: 2 });
	});
});

describe('a log that can not be continued', () => {
	test("keeps nobody else's from being sealed", async () => {
		const [broken, sound] = [await makeOrg(db), await makeOrg(db)];
		await write(broken, 1);
		await sealAll();
		await db.sql`update audit_head set n = 0 where org_id = ${broken.id}`;
		await write(broken, 1);
		await write(sound, 2);
		await expect(sealAll()).rejects.toThrow('audit_log_pkey');
		expect(await verifyChain(db, sound.id)).toMatchObject({ intact: true, entries: 2 });
		await db.sql`delete from audit_outbox where org_id = ${broken.id}`;
	});
});

describe('no entry, no effect', () => {
	test('when the entry of an action fails to be written, nothing of the action stays', async () => {
		const org = await makeOrg(db);
		const ctx = await testContext(db, await makeUser(db, org, ['contributor']));
		await db.sql.unsafe(`
			create function refuse_entry() returns trigger language plpgsql as $$ begin raise exception 'disk full'; end $$;
			create trigger refuse_entry before insert on audit_outbox for each row when (new.org_id = '${org.id}') execute function refuse_entry();`);
		await expect(createProject(ctx, { org: org.slug, name: 'Unseen' })).rejects.toThrow();
		await db.sql.unsafe('drop trigger refuse_entry on audit_outbox; drop function refuse_entry()');
		expect(await db.sql`select 1 from project where org_id = ${org.id}`).toHaveLength(0);
		expect(await db.sql`select 1 from event where org_id = ${org.id}`).toHaveLength(0);
	});

	test('when the action fails after its entry, the entry does not stay either', async () => {
		const org = await makeOrg(db);
		const ctx = await testContext(db, await makeUser(db, org, ['contributor']));
		const failing = transact(ctx, async (tx) => {
			await recordAudit(tx, ctx, { action: 'thing.done', orgId: org.id, projectId: null, target: { kind: 'thing', id: '1' } });
			throw new Error('later');
		});
		await expect(failing).rejects.toThrow('later');
		expect(await db.sql`select 1 from audit_outbox where org_id = ${org.id}`).toHaveLength(0);
	});

	test('an entry names who, what, where and the request, and holds canonical bytes', async () => {
		const org = await makeOrg(db);
		const user = await makeUser(db, org, ['contributor']);
		const ctx = await testContext(db, user);
		await createProject({ ...ctx, request: { id: 'request-1', ip: '192.0.2.7', userAgent: 'test' } }, { org: org.slug, name: 'Told' });
		const entry = await expectAuditEntry(db, org.id, { action: 'project.created' });
		expect(entry).toMatchObject({
			v: 2,
			orgId: org.id,
			actor: { kind: 'user', id: user.userId, sessionId: user.sessionId },
			request: { id: 'request-1', ip: '192.0.2.7' },
		});
		const [row] = await db.sql<{ entry: Buffer }[]>`select entry from audit_log where id = ${entry.id}`;
		const text = row?.entry.toString('utf8') ?? '';
		expect(Object.keys(JSON.parse(text))).toEqual(Object.keys(JSON.parse(text)).sort());
		expect(text).not.toContain(': ');
	});
});

describe('what people typed', () => {
	test('can always be told, also half a surrogate pair, and the chain holds', async () => {
		const org = await makeOrg(db);
		const ctx = await testContext(db, await makeUser(db, org, ['contributor']));
		await transact(ctx, (tx) =>
			recordAudit(tx, ctx, { action: 'thing.done', orgId: org.id, projectId: null, target: { kind: 'thing', id: '1', name: 'a\ud800b\0c' } }),
		);
		await sealAll();
		expect(await verifyChain(db, org.id)).toMatchObject({ intact: true, entries: 1 });
	});
});

describe("the application's role", () => {
	test.each([
		['rewrite the log', `update audit_log set action = 'x'`],
		['delete from the log', 'delete from audit_log'],
		['empty the log', 'truncate audit_log'],
		['add to the log past the sequencer', `insert into audit_log select * from audit_log`],
		['move the head', 'update audit_head set n = 0'],
		['read what waits', 'select * from audit_outbox'],
		['withdraw what waits', 'delete from audit_outbox'],
		['switch a guard off', 'alter table audit_log disable trigger all'],
		['drop a guard', 'drop trigger audit_log_append_only on audit_log'],
	])('can not %s', async (_what, statement) => {
		await expect(inTransaction(db, (tx) => tx.execute(statement))).rejects.toMatchObject({ cause: { code: '42501' } });
	});

	test.each(['update audit_log set action = action', 'delete from audit_log', 'truncate audit_log'])('even the owner is refused: %s', async (statement) => {
		await write(await makeOrg(db), 1);
		await sealAll();
		await expect(db.sql.unsafe(statement)).rejects.toThrow(/append-only/);
		await expect(db.sql.unsafe(`set session_replication_role = replica; ${statement}`)).rejects.toThrow(/append-only/);
	});
});

describe('reading the log', () => {
	test.each(['viewer', 'contributor', 'reviewer', 'deployer'] as const)('a %s is refused, and the refusal is in the log', async (role) => {
		const org = await makeOrg(db);
		const ctx = await testContext(db, await makeUser(db, org, [role]));
		await expect(listAudit(ctx, { org: org.slug })).rejects.toMatchObject({ code: 'forbidden' });
		await expect(getChainState(ctx, { org: org.slug })).rejects.toMatchObject({ code: 'forbidden' });
		await expectAuditEntry(db, org.id, { action: 'audit:read', decision: 'denied' });
	});

	test('an auditor of another organization is answered as for an unknown one', async () => {
		const org = await makeOrg(db);
		const stranger = await testContext(db, await makeUser(db, await makeOrg(db), ['auditor']));
		for (const verb of [listAudit, getChainState]) {
			const unseen = await verb(stranger, { org: org.slug }).catch((e: unknown) => ({ ...(e as object), message: String(e) }));
			const unknown = await verb(stranger, { org: 'nobody' }).catch((e: unknown) => ({ ...(e as object), message: String(e) }));
			expect(JSON.stringify(unseen).replaceAll(org.slug, 'nobody')).toBe(JSON.stringify(unknown));
		}
	});

	test('filters find by action, person and target, and a wildcard is only a character', async () => {
		const org = await makeOrg(db);
		const ctx = await testContext(db, await makeUser(db, org, ['auditor']));
		await write(org, 2, 'thing.done_100%');
		await write(org, 2, 'thing.other');
		await sealAll();
		const find = async (q: string) => (await listAudit(ctx, { org: org.slug, q })).rows.length;
		expect(await find('done_100%')).toBe(2);
		expect(await find('%')).toBe(2);
		expect(await find('_')).toBe(2);
		expect(await find('thing')).toBe(4);
		const page = await listAudit(ctx, { org: org.slug, limit: 3 });
		expect(page).toMatchObject({ more: true, rows: [{ n: 4 }, { n: 3 }, { n: 2 }] });
		expect(await listAudit(ctx, { org: org.slug, before: 2 })).toMatchObject({ more: false, rows: [{ n: 1 }] });
	});

	test('each filter narrows: actor, action with a wildcard, target, project, decision and time', async () => {
		const org = await makeOrg(db);
		const [maya, jonas] = [await makeUser(db, org, ['contributor'], 'Maya'), await makeUser(db, org, ['auditor'], 'Jonas')];
		let nowMs = Date.UTC(2026, 0, 1);
		const ctx = await testContext(db, maya, () => new Date(nowMs));
		const { slug } = await createProject(ctx, { org: org.slug, name: 'Flights' });
		nowMs += 1000;
		await transact(as(ctx, jonas), (tx) =>
			recordAudit(tx, as(ctx, jonas), {
				action: 'change.opened',
				decision: 'denied',
				orgId: org.id,
				projectId: null,
				target: { kind: 'change', id: '7', name: '#7' },
				reason: 'no such model',
			}),
		);
		await sealAll();
		const find = async (filter: object) => (await listAudit(as(ctx, jonas), { org: org.slug, ...filter })).rows.map((row) => row.n);
		expect(await find({ actor: 'may' })).toEqual([1]);
		expect(await find({ actor: jonas.userId })).toEqual([2]);
		expect(await find({ action: 'change.*' })).toEqual([2]);
		expect(await find({ action: 'change' })).toEqual([]);
		expect(await find({ target: '#7' })).toEqual([2]);
		expect(await find({ project: slug })).toEqual([1]);
		expect(await find({ project: 'nothing' })).toEqual([]);
		expect(await find({ decision: 'denied' })).toEqual([2]);
		expect(await find({ sinceMs: nowMs })).toEqual([2]);
		expect(await find({ untilMs: nowMs })).toEqual([1]);
		nowMs += 3_600_000;
		expect(await find({ withinHours: 1 })).toEqual([2]);
		expect(await find({ q: 'such MODEL' })).toEqual([2]);
		expect(await find({ actor: 'maya', decision: 'denied' })).toEqual([]);
	});

	test('a target is found by the name that people see, whatever signs it has', async () => {
		const org = await makeOrg(db);
		const ctx = await testContext(db, await makeUser(db, org, ['auditor']));
		const tell = (name: string) =>
			transact(ctx, (tx) => recordAudit(tx, ctx, { action: 'thing.done', orgId: org.id, projectId: null, target: { kind: 'change', id: '1', name } }));
		for (const name of ['#12', 'Prix "réel" \\ 100%_']) await tell(name);
		await sealAll();
		const find = async (q: string) => (await listAudit(ctx, { org: org.slug, q })).rows.map((row) => row.entry.target.name);
		expect(await find('#12')).toEqual(['#12']);
		for (const q of ['prix "réel"', '\\', '0%_']) expect(await find(q)).toEqual(['Prix "réel" \\ 100%_']);
		expect(await find('#3')).toEqual([]);
	});

	test("another organization's entries are in no page of this one", async () => {
		const [org, other] = [await makeOrg(db), await makeOrg(db)];
		await write(other, 3);
		await sealAll();
		const ctx = await testContext(db, await makeUser(db, org, ['auditor']));
		expect((await listAudit(ctx, { org: org.slug })).rows).toEqual([]);
		expect((await listAudit(as(ctx, await makeUser(db, other, ['auditor'])), { org: other.slug })).rows).toHaveLength(3);
	});
});

describe('refusals of callers nobody knows', () => {
	test('are counted per minute and cause, also when two servers count at once', async () => {
		const now = new Date(Date.UTC(2024, 0, 1, 12, 0, 30));
		const cause = `test ${uuidv7()}`;
		await Promise.all(
			[1, 2, 3].map((n) =>
				countRefusals(
					db,
					new Map([
						[cause, n],
						[`${cause} 2`, 1],
					]),
					now,
				),
			),
		);
		await countRefusals(db, new Map([[cause, 1]]), new Date(now.getTime() + 60_000));
		const rows = await db.sql`select count from anonymous_refusal where cause = ${cause} order by minute_ms`;
		expect(rows.map((r) => r.count)).toEqual([6, 1]);
	});
});
