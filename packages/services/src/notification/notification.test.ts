import { type Database, inTransaction } from '@interlock/db';
import { membership, notification, person } from '@interlock/db/tables';
import type { UserActor } from '@interlock/domain/access';
import { auditEntries, expectAuditEntry, makeOrg, makeToken, makeUser, testContext, testDatabase, type TestOrg } from '@interlock/testkit';
import { eq } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ServiceContext } from '../access/index.ts';
import { getInbox } from '../inbox/index.ts';
import { markNotifications, notify, type NotifyInput } from './index.ts';

let db: Database;
let org: TestOrg;
let jonas: UserActor;
let lee: UserActor;
let ctx: ServiceContext;
beforeAll(async () => {
	db = await testDatabase();
});
beforeEach(async () => {
	org = await makeOrg(db);
	jonas = await makeUser(db, org, ['reviewer'], 'jonas');
	lee = await makeUser(db, org, ['reviewer'], 'lee');
	ctx = await testContext(db, jonas);
});

const line = (to: string[], more: Partial<NotifyInput> = {}): NotifyInput => ({
	orgId: org.id,
	projectId: null,
	kind: 'mention',
	to,
	subject: { kind: 'change', id: uuidv7() },
	sentence: 'jonas named you.',
	because: 'You were named.',
	link: '/acme/flights/changes/1',
	...more,
});
const tell = (input: NotifyInput, as = ctx) => inTransaction(db, (tx) => notify(tx, as, input));
const inboxOf = async (user: UserActor) => (await getInbox(await testContext(db, user), { org: org.slug })).notifications;

describe('a notification', () => {
	test('reaches each person once, tells their open pages without its text, and never whoever causes it', async () => {
		expect(await tell(line([lee.userId, lee.userId, jonas.userId]))).toEqual([lee.userId]);
		expect(await inboxOf(lee)).toMatchObject([{ kind: 'mention', pile: 'mention', sentence: 'jonas named you.', because: 'You were named.', readAtMs: null }]);
		expect(await inboxOf(jonas)).toEqual([]);
		const events = await db.sql`select channel, type, data from event where org_id = ${org.id}`;
		expect(events).toMatchObject([{ channel: `person/${lee.userId}`, type: 'notification.made' }]);
		expect(JSON.stringify(events)).not.toContain('named');
	});

	test('leaves with its transaction, or not at all', async () => {
		const failing = inTransaction(db, async (tx) => {
			await notify(tx, ctx, line([lee.userId]));
			throw new Error('no');
		});
		await expect(failing).rejects.toThrow('no');
		expect(await inboxOf(lee)).toEqual([]);
	});

	test('of somebody who left, was disabled or belongs elsewhere is not written', async () => {
		const gone = await makeUser(db, org, ['reviewer']);
		await db.drizzle.delete(membership).where(eq(membership.userId, gone.userId));
		await db.drizzle.update(person).set({ disabledAt: new Date() }).where(eq(person.id, lee.userId));
		const stranger = await makeUser(db, await makeOrg(db), ['reviewer']);
		expect(await tell(line([gone.userId, lee.userId, stranger.userId, uuidv7()]))).toEqual([]);
		expect(await db.drizzle.select().from(notification).where(eq(notification.orgId, org.id))).toEqual([]);
	});

	test('leaves no audit entry: what it tells of has its own', async () => {
		await tell(line([lee.userId]));
		expect(await auditEntries(db, org.id)).toEqual([]);
	});
});

describe('marking', () => {
	test('reads and archives one’s own lines and takes it back; archived ones are elsewhere', async () => {
		await tell(line([lee.userId]));
		const leeCtx = await testContext(db, lee);
		const mark = (marks: { read?: boolean; archived?: boolean }, ids: string[]) => markNotifications(leeCtx, { org: org.slug, ids, ...marks });
		const [made] = await inboxOf(lee);
		const ids = [made?.id ?? ''];
		expect(await mark({ read: true }, ids)).toEqual({ marked: 1 });
		expect((await inboxOf(lee))[0]?.readAtMs).not.toBeNull();
		await mark({ read: false }, ids);
		expect((await inboxOf(lee))[0]?.readAtMs).toBeNull();
		await mark({ archived: true }, ids);
		expect(await inboxOf(lee)).toEqual([]);
		expect((await getInbox(leeCtx, { org: org.slug, archived: true })).notifications).toHaveLength(1);
		await mark({ archived: false }, ids);
		expect(await inboxOf(lee)).toHaveLength(1);
	});

	test("somebody else's lines and unknown ids are left as they are", async () => {
		await tell(line([lee.userId]));
		const [theirs] = await inboxOf(lee);
		expect(await markNotifications(ctx, { org: org.slug, ids: [theirs?.id ?? '', uuidv7()], archived: true })).toEqual({ marked: 0 });
		expect(await inboxOf(lee)).toHaveLength(1);
	});

	test('says which field is wrong', async () => {
		const marking = (input: object) => markNotifications(ctx, { org: org.slug, ids: [uuidv7()], ...input } as never);
		await expect(marking({})).rejects.toMatchObject({ code: 'invalid', detail: { field: 'read' } });
		await expect(marking({ ids: ['x'], read: true })).rejects.toMatchObject({ code: 'invalid' });
		await expect(marking({ ids: [], read: true })).rejects.toMatchObject({ code: 'invalid', detail: { field: 'ids' } });
	});

	test('in an organization one does not belong to is refused with an entry, as if it did not exist', async () => {
		const stranger = await testContext(db, await makeUser(db, await makeOrg(db), ['reviewer']));
		await expect(markNotifications(stranger, { org: org.slug, ids: [uuidv7()], read: true })).rejects.toMatchObject({ code: 'not-found' });
		await expectAuditEntry(db, org.id, { action: 'project:read', decision: 'denied' });
	});

	test('a service account has no inbox', async () => {
		const account = { ...makeToken(lee, org), serviceAccountId: uuidv7() };
		await expect(getInbox({ ...ctx, actor: account }, { org: org.slug })).rejects.toMatchObject({ code: 'forbidden' });
	});
});
