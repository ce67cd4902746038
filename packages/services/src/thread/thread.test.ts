import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '@interlock/db';
import { revision } from '@interlock/db/tables';
import type { RevisionComparison } from '@interlock/domain/change';
import { defaultPolicy } from '@interlock/domain/policy';
import type { Anchor } from '@interlock/domain/thread';
import { as, expectAuditEntry, makeUser, testDatabase } from '@interlock/testkit';
import { eq } from 'drizzle-orm';
import type { ServiceContext } from '../access/index.ts';
import { evaluateRevision, markOpened, pushRevision, reviewChange } from '../change/index.ts';
import { makeScene, makeVersion, open, openReady, passGates, type Scene, serve, view } from '../change/test-fixture.ts';
import { getInbox } from '../inbox/index.ts';
import { updatePolicy } from '../policy/index.ts';
import { editComment, listThreads, replyToThread, resolveThread, startThread } from './index.ts';

let db: Database;
beforeAll(async () => {
	db = await testDatabase();
});

const GATE: Anchor = { kind: 'gate', gate: 'non-inferiority' };

describe('a thread of a change', () => {
	let scene: Scene;
	let number: number;
	let digest: string;
	beforeEach(async () => {
		scene = await makeScene(db);
		({ number, digest } = await openReady(scene));
	});
	const at = () => ({ ...scene.place, number });
	const start = (ctx: ServiceContext = scene.lee, body = 'Why?') => startThread(ctx, { ...at(), anchor: GATE, body });
	const threads = async () => (await listThreads(scene.jonas, at())).threads;

	it('R12: holds the change until every discussion is resolved, also when enough people approved', async () => {
		const { threadId } = await start();
		const approved = await reviewChange(scene.jonas, { ...at(), verdict: 'approve', digest });
		expect(approved).toMatchObject({ rolloutId: null, decision: { outcome: 'deny', missing: ['1 thread to be resolved'] } });
		expect((await view(scene, number)).openThreads).toBe(1);
		await resolveThread(scene.lee, { ...at(), thread: threadId, resolved: true });
		expect((await view(scene, number)).policy.decision.outcome).toBe('allow');
		await resolveThread(scene.lee, { ...at(), thread: threadId, resolved: false });
		expect((await view(scene, number)).policy.decision.missing).toEqual(['1 thread to be resolved']);
		await expectAuditEntry(db, scene.project.id, { action: 'thread.resolved', decision: 'allowed' });
		await expectAuditEntry(db, scene.project.id, { action: 'thread.reopened', decision: 'allowed' });
	});

	it('R12: holds nothing where the policy does not ask for it', async () => {
		const document = { ...defaultPolicy('production'), discussions: { mustBeResolved: false } };
		await updatePolicy(scene.root, { ...scene.place, environment: 'production', baseVersion: 1, document });
		const pushed = await pushRevision(scene.maya, { ...at(), version: 2 });
		await passGates(scene, (await view(scene, number)).id, 2);
		await start();
		expect(await reviewChange(scene.jonas, { ...at(), verdict: 'approve', digest: pushed.digest })).toMatchObject({ state: 'approved' });
	});

	it('is not settled by a contributor, who began it not, and the try is in the audit log', async () => {
		const { threadId } = await start();
		await expect(resolveThread(scene.maya, { ...at(), thread: threadId, resolved: true })).rejects.toThrow('You contributed to this change');
		await expectAuditEntry(db, scene.project.id, { action: 'thread.resolved', decision: 'denied' });
		expect((await threads())[0]?.resolved).toBeNull();
		const own = await start(scene.maya);
		expect(await resolveThread(scene.maya, { ...at(), thread: own.threadId, resolved: true })).toEqual({ resolved: true });
	});

	it('keeps what was said before an edit, and overwrites nothing that was edited meanwhile', async () => {
		const { commentId } = await start(scene.lee, 'frist');
		expect(await editComment(scene.lee, { ...at(), comment: commentId, body: 'first', version: 1 })).toEqual({ version: 2 });
		await expect(editComment(scene.lee, { ...at(), comment: commentId, body: 'from an old tab', version: 1 })).rejects.toMatchObject({
			code: 'conflict',
			detail: { field: 'version', value: 1, limit: '2', reason: 'edited-meanwhile' },
		});
		const [comment] = (await threads())[0]?.comments ?? [];
		expect(comment).toMatchObject({ body: 'first', version: 2, history: [{ version: 1, body: 'frist' }] });
		await expectAuditEntry(db, scene.project.id, { action: 'thread.comment-edited', decision: 'allowed' });
	});

	it('lets nobody change what somebody else said', async () => {
		const { commentId } = await start();
		await expect(editComment(scene.jonas, { ...at(), comment: commentId, body: 'mine now', version: 1 })).rejects.toThrow('Only lee edits this comment.');
		await expectAuditEntry(db, scene.project.id, { action: 'thread.comment-edited', decision: 'denied' });
	});

	it('takes replies, and names whom they mention', async () => {
		const { threadId } = await start(scene.lee, '@jonas, see `@maya`');
		await replyToThread(scene.jonas, { ...at(), thread: threadId, body: 'Asked @maya.' });
		expect((await threads())[0]?.comments.map(({ author, body }) => [author, body])).toEqual([
			['lee', '@jonas, see `@maya`'],
			['jonas', 'Asked @maya.'],
		]);
		const mentioned = async (action: string) =>
			((await expectAuditEntry(db, scene.project.id, { action, decision: 'allowed' })).after as { mentioned: string[] }).mentioned;
		expect((await getInbox(scene.jonas, { org: scene.place.org })).notifications.map(({ kind, link }) => [kind, link])).toContainEqual([
			'mention',
			`/${scene.place.org}/${scene.place.project}/changes/${number}`,
		]);
		expect(await mentioned('thread.started')).toEqual([userIdOf(scene.jonas)]);
		expect(await mentioned('thread.replied')).toEqual([userIdOf(scene.maya)]);
	});

	it('begins only on what the newest revision shows', async () => {
		await expect(startThread(scene.lee, { ...at(), anchor: { kind: 'gate', gate: 'latency' }, body: 'x' })).rejects.toMatchObject({
			code: 'invalid',
			detail: { field: 'anchor', value: 'gate latency' },
		});
		await expect(startThread(scene.lee, { ...at(), anchor: { kind: 'metric' } as unknown as Anchor, body: 'x' })).rejects.toMatchObject({ code: 'invalid' });
	});

	it('is not to be found from another change, and not to be written by who may only read', async () => {
		const { threadId, commentId } = await start();
		await makeVersion(scene, 'delay-v1', { version: 3 });
		const other = await open(scene, 3);
		const elsewhere = { ...scene.place, number: other.number };
		await expect(replyToThread(scene.lee, { ...elsewhere, thread: threadId, body: 'x' })).rejects.toMatchObject({ code: 'not-found' });
		await expect(editComment(scene.lee, { ...elsewhere, comment: commentId, body: 'x', version: 1 })).rejects.toMatchObject({ code: 'not-found' });
		const viewer = as(scene.maya, await makeUser(db, scene.project, ['viewer']));
		for (const write of [() => start(viewer), () => replyToThread(viewer, { ...at(), thread: threadId, body: 'x' })]) {
			await expect(write()).rejects.toMatchObject({ code: 'forbidden' });
			await expectAuditEntry(db, scene.project.id, { action: 'change:comment', decision: 'denied' });
		}
		const stranger: ServiceContext = as(scene.maya, { kind: 'system', part: 'agent', scopes: ['agent:work'] });
		await expect(listThreads(stranger, at())).rejects.toThrow();
		await expectAuditEntry(db, scene.project.id, { action: 'change:read', decision: 'denied' });
	});
});

describe('a thread over revisions', () => {
	it('stays with its slice while a revision shows it, and is outdated when none does', async () => {
		const scene = await makeScene(db, { realData: true });
		await serve(scene, await makeVersion(scene, 'delay-v2', { version: 1 }));
		await makeVersion(scene, 'delay-v1', { version: 2 });
		const opened = await open(scene, 2);
		await evaluateRevision(scene.process, { changeId: opened.id, revision: 1 });
		const at = { ...scene.place, number: opened.number };
		for (const value of ['UA', 'B6']) await startThread(scene.lee, { ...at, anchor: { kind: 'slice', column: 'carrier', value }, body: 'Why?' });
		await startThread(scene.lee, { ...at, anchor: { kind: 'metric', metric: 'mae' }, body: 'Nice.' });
		await makeVersion(scene, 'delay-v1', { version: 3 });
		await pushRevision(scene.maya, { ...at, version: 3 });
		const standing = async () => (await listThreads(scene.lee, at)).threads.map(({ standing: { state } }) => state);
		expect(await standing(), 'nothing can be told before it is evaluated').toEqual(['current', 'current', 'current']);
		await evaluateRevision(scene.process, { changeId: opened.id, revision: 2 });
		expect(await standing()).toEqual(['current', 'current', 'current']);
		const [row] = await db.drizzle
			.select()
			.from(revision)
			.where(eq(revision.digest, (await view(scene, opened.number)).revision.digest));
		const comparison = row?.comparison as RevisionComparison;
		const slices = { ...comparison.report.slices, rows: comparison.report.slices.rows.filter(({ value }) => value !== 'B6') };
		await db.drizzle
			.update(revision)
			.set({ comparison: { ...comparison, report: { ...comparison.report, slices } } })
			.where(eq(revision.id, row?.id ?? ''));
		expect(await standing()).toEqual(['current', 'outdated', 'current']);
	});
});

describe('opened diffs', () => {
	it('R17: are recorded per person and revision, shown, and hold the change where the policy insists', async () => {
		const scene = await makeScene(db);
		const document = { ...defaultPolicy('production'), openedDiffs: { requiredDiffs: ['metrics' as const, 'data' as const], mustBeOpened: true } };
		await updatePolicy(scene.root, { ...scene.place, environment: 'production', baseVersion: 1, document });
		const { number, digest } = await openReady(scene);
		const at = { ...scene.place, number };
		expect(await reviewChange(scene.jonas, { ...at, verdict: 'approve', digest })).toMatchObject({
			rolloutId: null,
			decision: { reasons: ['jonas approved without opening metrics, data.'], missing: ['jonas to open metrics, data'] },
		});
		expect(await markOpened(scene.jonas, { ...at, tab: 'data', digest })).toEqual({ opened: ['data'] });
		await markOpened(scene.jonas, { ...at, tab: 'data', digest });
		expect(await markOpened(scene.lee, { ...at, tab: 'metrics', digest })).toEqual({ opened: ['metrics'] });
		expect((await view(scene, number)).policy.decision.missing).toEqual(['jonas to open metrics']);
		await markOpened(scene.jonas, { ...at, tab: 'metrics', digest });
		expect(await view(scene, number)).toMatchObject({ policy: { decision: { outcome: 'allow' } }, viewer: { opened: ['data', 'metrics'] } });
		await expectAuditEntry(db, scene.project.id, { action: 'change.diff-opened', decision: 'allowed' });
	});

	it('R17: are asked for anew by a new revision, and only shown unless the policy insists', async () => {
		const scene = await makeScene(db);
		const { number, digest } = await openReady(scene);
		const at = { ...scene.place, number };
		await markOpened(scene.jonas, { ...at, tab: 'code', digest });
		await makeVersion(scene, 'delay-v1', { version: 3 });
		const pushed = await pushRevision(scene.maya, { ...at, version: 3 });
		await expect(markOpened(scene.jonas, { ...at, tab: 'data', digest })).rejects.toMatchObject({ code: 'conflict', detail: { reason: 'candidate-changed' } });
		expect((await view(scene, number)).viewer.opened).toEqual([]);
		await passGates(scene, (await view(scene, number)).id, 2);
		expect(await reviewChange(scene.jonas, { ...at, verdict: 'approve', digest: pushed.digest })).toMatchObject({ state: 'approved' });
	});

	it('are no business of somebody who may not review', async () => {
		const scene = await makeScene(db);
		const { number, digest } = await openReady(scene);
		const viewer = as(scene.maya, await makeUser(db, scene.project, ['viewer']));
		await expect(markOpened(viewer, { ...scene.place, number, tab: 'data', digest })).rejects.toMatchObject({ code: 'forbidden' });
		await expectAuditEntry(db, scene.project.id, { action: 'change:review', decision: 'denied' });
	});
});

function userIdOf({ actor }: ServiceContext): string {
	if (actor.kind !== 'user') throw new Error('no person');
	return actor.userId;
}
