import { personOf } from '@interlock/domain/access';
import { writeFile } from 'node:fs/promises';
import { eq } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '@interlock/db';
import { contributor, membership, modelVersion, processCommand, review, rollout, serviceAccount } from '@interlock/db/tables';
import type { Verdict } from '@interlock/domain/change';
import { defaultPolicy } from '@interlock/domain/policy';
import { as, auditEntries, expectAuditEntry, makeToken, makeUser, testDatabase } from '@interlock/testkit';
import type { ServiceContext } from '../access/index.ts';
import { updatePolicy } from '../policy/index.ts';
import { commentOnChange, evaluateRevision, type OpenedChange, pushRevision, reviewChange } from './index.ts';
import { makeScene, makeVersion, open, openReady, passGates, type Scene, serve, view } from './test-fixture.ts';

let db: Database;
let scene: Scene;
beforeAll(async () => {
	db = await testDatabase();
});
beforeEach(async () => {
	scene = await makeScene(db);
});

const give = (ctx: ServiceContext, on: OpenedChange, verdict: Verdict, body = '') =>
	reviewChange(ctx, { ...scene.place, number: on.number, verdict, body, digest: on.digest });
const rolloutsOf = (changeId: string) => db.drizzle.select().from(rollout).where(eq(rollout.changeId, changeId));
const needTwo = () =>
	updatePolicy(scene.root, {
		...scene.place,
		environment: 'production',
		baseVersion: 1,
		document: { ...defaultPolicy('production'), require: [{ name: 'review', count: 2, from: ['role:reviewer'] }] },
	});

/** Approving needs no password again, so that a token can do it. */
const sessionIsEnough = () =>
	updatePolicy(scene.root, { ...scene.place, environment: 'production', baseVersion: 1, document: { ...defaultPolicy('production'), stepUpMs: null } });

describe('approving a change', () => {
	it('starts its rollout in the transaction of the approval that fulfils the policy', async () => {
		const opened = await openReady(scene);
		const approved = await give(scene.jonas, opened, 'approve', 'Looks right.');
		expect(approved).toMatchObject({ state: 'approved', decision: { outcome: 'allow', missing: [] }, rolloutId: expect.any(String) });
		const [started] = await rolloutsOf(opened.id);
		expect(started).toMatchObject({ id: approved.rolloutId, state: 'running', plan: defaultPolicy('production').rolloutPlan });
		expect(
			await db.drizzle
				.select()
				.from(processCommand)
				.where(eq(processCommand.workflowId, `rollout/${approved.rolloutId}`)),
		).toMatchObject([{ kind: 'start', process: 'rollout' }]);
		await expectAuditEntry(db, scene.project.id, { action: 'change.approved', targetId: opened.id });
		expect(await expectAuditEntry(db, scene.project.id, { action: 'change.decided', targetId: opened.id })).toMatchObject({
			subjectDigest: opened.digest,
			after: { approvers: [personOf(scene.jonas.actor)], inputsDigest: expect.stringMatching(/^[0-9a-f]{64}$/) },
		});
		const shown = await view(scene, opened.number);
		expect(shown).toMatchObject({ state: 'approved', rollout: { state: 'running', steps: [{ name: 'shadow' }, { name: '10 %' }, { name: '100 %' }] } });
		expect(shown.timeline.map((entry) => entry.kind)).toEqual(['opened', 'approve', 'approved']);
	});

	it('waits for as many people as the policy asks for, each counted once', async () => {
		await needTwo();
		const opened = await openReady(scene);
		expect(await give(scene.jonas, opened, 'approve')).toMatchObject({
			state: 'in-review',
			rolloutId: null,
			decision: { missing: ["1 more approval by a reviewer who didn't contribute"] },
		});
		expect(await give(scene.jonas, opened, 'approve')).toMatchObject({ state: 'in-review' });
		expect(await give(scene.lee, opened, 'approve')).toMatchObject({ state: 'approved' });
	});

	it('rejects an approval by the author with 403, the sentence of the rule and a denied entry', async () => {
		const opened = await openReady(scene);
		const sentence = "maya contributed (opened it, started the run, uploaded the version), so maya can't approve.";
		await expect(give(scene.maya, opened, 'approve')).rejects.toMatchObject({ code: 'forbidden', message: sentence });
		expect(await expectAuditEntry(db, scene.project.id, { action: 'change.approved', decision: 'denied', targetId: opened.id })).toMatchObject({
			reason: sentence,
		});
		expect((await view(scene, opened.number, scene.maya)).viewer.approve).toMatchObject({ enabled: false, sentence: `${sentence} jonas or lee can.` });
		expect(await db.drizzle.select().from(review).where(eq(review.changeId, opened.id))).toEqual([]);
	});

	it('rejects an approval by the author, also after a later revision by somebody else', async () => {
		const opened = await openReady(scene);
		await makeVersion(scene, 'delay-v1', { version: 3, launchedBy: scene.dora });
		const second = await pushRevision(scene.dora, { ...scene.place, number: opened.number, version: 3 });
		for (const who of [scene.maya, scene.dora]) await expect(give(who, second, 'approve')).rejects.toMatchObject({ code: 'forbidden', message: /contributed/ });
	});

	it('rejects an approval by an administrator without the role', async () => {
		const opened = await openReady(scene);
		await expect(give(scene.root, opened, 'approve')).rejects.toMatchObject({ code: 'forbidden', message: 'Approving needs the role reviewer.' });
	});

	it('rejects an approval by a service account, also by the token of one that has the role, and lets it hold the change', async () => {
		const opened = await openReady(scene);
		const jonas = scene.jonas.actor;
		if (jonas.kind !== 'user') throw new Error('not a person');
		const [account] = await db.drizzle
			.insert(serviceAccount)
			.values({ orgId: scene.project.id, name: 'ci', ownerUserId: jonas.userId, roles: ['reviewer'] })
			.returning();
		const bot = as(scene.maya, { ...makeToken(jonas, scene.project), tokenKind: 'svc', serviceAccountId: account?.id ?? '' });
		await expect(give(bot, opened, 'approve')).rejects.toMatchObject({ code: 'forbidden', message: "ci isn't a person; only a person approves." });
		await give(bot, opened, 'request-changes', 'The scan failed.');
		expect((await give(scene.lee, opened, 'approve')).decision.reasons).toEqual(['ci asks for changes.']);
	});

	it('counts a person who approves by their own token, and refuses a token without the scope', async () => {
		await sessionIsEnough();
		const opened = await openReady(scene);
		const jonas = scene.jonas.actor;
		if (jonas.kind !== 'user') throw new Error('not a person');
		const narrow = as(scene.maya, makeToken(jonas, scene.project, ['project:read', 'change:read']));
		await expect(give(narrow, opened, 'approve')).rejects.toMatchObject({ code: 'forbidden', message: /lacks the scope "change:review"/ });
		expect(await give(as(scene.maya, makeToken(jonas, scene.project)), opened, 'approve')).toMatchObject({ state: 'approved' });
	});

	it('refuses a verdict on a candidate that changed while it was read', async () => {
		const opened = await openReady(scene);
		await makeVersion(scene, 'delay-v1', { version: 3 });
		await pushRevision(scene.maya, { ...scene.place, number: opened.number, version: 3 });
		await expect(give(scene.jonas, opened, 'approve')).rejects.toMatchObject({
			code: 'conflict',
			message: /^digest: the candidate changed while you were reading; revision 2/,
		});
	});

	it('R13: a new revision voids every approval, whatever differs in it', async () => {
		await needTwo();
		const opened = await openReady(scene);
		await give(scene.jonas, opened, 'approve');
		await makeVersion(scene, 'delay-v1', { version: 3 });
		const second = await pushRevision(scene.maya, { ...scene.place, number: opened.number, version: 3 });
		await passGates(scene, opened.id, 2);
		expect(await give(scene.lee, second, 'approve')).toMatchObject({ state: 'in-review', rolloutId: null });
		const { policy, timeline } = await view(scene, opened.number);
		expect(policy.votes.find((v) => v.name === 'jonas')).toMatchObject({ counts: false, why: 'Given on revision 1; revision 2 voided it.' });
		expect(timeline.find((entry) => entry.kind === 'revision')?.sentence).toBe('pushed revision 2: arrival-delay version 3; it voids the approval of jonas');
	});

	it('counts a vote no more when its author lost the role or turned out to be a contributor', async () => {
		await needTwo();
		const opened = await openReady(scene);
		await give(scene.jonas, opened, 'approve');
		const jonas = scene.jonas.actor;
		if (jonas.kind !== 'user') throw new Error('not a person');
		await db.drizzle
			.update(membership)
			.set({ roles: ['viewer'] })
			.where(eq(membership.userId, jonas.userId));
		expect(await give(scene.lee, opened, 'approve')).toMatchObject({ rolloutId: null });
		await db.drizzle
			.update(membership)
			.set({ roles: ['reviewer'] })
			.where(eq(membership.userId, jonas.userId));
		await db.drizzle.insert(contributor).values({ changeId: opened.id, userId: jonas.userId, because: 'made a dataset' });
		expect(await give(scene.lee, opened, 'approve')).toMatchObject({ rolloutId: null });
	});

	it('holds while somebody asks for changes, until they withdraw', async () => {
		const opened = await openReady(scene);
		await give(scene.lee, opened, 'request-changes', 'What about B6?');
		expect(await give(scene.jonas, opened, 'approve')).toMatchObject({ state: 'in-review', decision: { reasons: ['lee asks for changes.'] } });
		expect(await give(scene.lee, opened, 'withdraw')).toMatchObject({ state: 'approved' });
		await expectAuditEntry(db, scene.project.id, { action: 'change.changes-requested', targetId: opened.id });
		await expectAuditEntry(db, scene.project.id, { action: 'change.review-withdrawn', targetId: opened.id });
	});

	it('holds while a gate is not passed, and rolls out by itself once the evaluation passed', async () => {
		scene = await makeScene(db, { realData: true });
		await serve(scene, await makeVersion(scene, 'delay-v1', { version: 1 }));
		await makeVersion(scene, 'delay-v1', { version: 2 });
		const opened = await open(scene, 2);
		expect(await give(scene.jonas, opened, 'approve')).toMatchObject({ rolloutId: null, decision: { missing: ['the end of the evaluation'] } });
		const evaluated = await evaluateRevision(scene.process, { changeId: opened.id, revision: 1 });
		expect(await rolloutsOf(opened.id)).toMatchObject([{ id: evaluated.rolloutId }]);
	});

	it('holds when the endpoint runs another version than the one compared with', async () => {
		const opened = await openReady(scene);
		await serve(scene, await makeVersion(scene, 'delay-v2', { version: 3 }));
		expect((await give(scene.jonas, opened, 'approve')).decision.missing).toEqual(['the comparison with what runs now, which is being recomputed']);
	});

	it('refuses when the stored version is not what the digest names, and says which file', async () => {
		const opened = await openReady(scene);
		const { revision } = await view(scene, opened.number);
		const id = revision.manifest.model.modelVersionId;
		const files = revision.manifest.model.files.map((f) => (f.path === 'model.onnx' ? { ...f, sha256: 'f'.repeat(64) } : f));
		await db.drizzle.update(modelVersion).set({ files }).where(eq(modelVersion.id, id));
		await expect(give(scene.jonas, opened, 'approve')).rejects.toMatchObject({ code: 'forbidden', message: /model.onnx has other bytes/ });
		await expectAuditEntry(db, scene.project.id, { action: 'change.approved', decision: 'denied', targetId: opened.id, reason: /model.onnx/ });
	});

	it('refuses when one byte of the stored model is flipped, keeps no vote, and leaves a denied entry', async () => {
		const opened = await openReady(scene);
		const { revision } = await view(scene, opened.number);
		const file = revision.manifest.model.files.find((f) => f.path === 'model.onnx');
		const path = await scene.maya.storage.path(scene.project.id, file?.sha256 ?? '');
		const bytes = await scene.maya.storage.read(scene.project.id, file?.sha256 ?? '');
		bytes[100] = (bytes[100] ?? 0) ^ 1;
		await writeFile(path, bytes);
		await expect(give(scene.jonas, opened, 'approve')).rejects.toMatchObject({ code: 'forbidden', message: /model.onnx has sha256/ });
		expect(await rolloutsOf(opened.id)).toEqual([]);
		expect(await db.drizzle.select().from(review).where(eq(review.changeId, opened.id))).toEqual([]);
		await expectAuditEntry(db, scene.project.id, { action: 'change.approved', decision: 'denied', targetId: opened.id, reason: /model.onnx/ });
	});

	it('refuses verdicts on what is not in review, withdrawing nothing, and asking for changes without saying which', async () => {
		const opened = await openReady(scene);
		await expect(give(scene.jonas, opened, 'withdraw')).rejects.toMatchObject({ code: 'conflict', message: 'verdict: you have no verdict to withdraw' });
		await expect(give(scene.jonas, opened, 'request-changes')).rejects.toMatchObject({ code: 'invalid', message: /^body: say what should change/ });
		await give(scene.jonas, opened, 'approve');
		await expect(give(scene.lee, opened, 'approve')).rejects.toMatchObject({ code: 'conflict', message: "state: a change that is approved can't be reviewed" });
	});
});

describe('many at once', () => {
	it('starts exactly one rollout when twenty people approve at the same moment', async () => {
		const opened = await openReady(scene);
		const crowd = await Promise.all(Array.from({ length: 20 }, (_, i) => makeUser(db, scene.project, ['reviewer'], `reviewer-${i}`)));
		const tries = await Promise.allSettled(crowd.map((who) => give(as(scene.maya, who), opened, 'approve')));
		expect(tries.filter((t) => t.status === 'fulfilled')).toHaveLength(1);
		for (const t of tries) if (t.status === 'rejected') expect(t.reason).toMatchObject({ code: 'conflict' });
		expect(await rolloutsOf(opened.id)).toHaveLength(1);
		expect((await auditEntries(db, scene.project.id)).filter((e) => e.action === 'rollout.started')).toHaveLength(1);
	});

	it('never rolls out on votes that were withdrawn or blocked at the same moment', async () => {
		for (let round = 0; round < 3; round += 1) {
			const inner = await makeScene(db);
			scene = inner;
			await needTwo();
			const opened = await openReady(inner);
			await give(inner.jonas, opened, 'approve');
			const blocker = as(inner.maya, await makeUser(db, inner.project, ['reviewer'], 'bea'));
			await Promise.allSettled([give(inner.lee, opened, 'approve'), give(inner.jonas, opened, 'withdraw'), give(blocker, opened, 'request-changes', 'Wait.')]);
			const { state, policy, timeline } = await view(inner, opened.number);
			const before = timeline
				.slice(
					0,
					timeline.findIndex((entry) => entry.kind === 'approved'),
				)
				.map((entry) => entry.kind);
			if (state === 'approved') expect(before.filter((kind) => kind === 'withdraw' || kind === 'request-changes')).toEqual([]);
			else expect(policy.decision.outcome).toBe('deny');
		}
	});
});

describe('commenting', () => {
	it('adds to the discussion, is no vote, and leaves an audit entry', async () => {
		const opened = await openReady(scene);
		await commentOnChange(scene.maya, { ...scene.place, number: opened.number, body: 'Trained on January.' });
		const shown = await view(scene, opened.number);
		expect(shown.discussion).toMatchObject([{ name: 'maya', verdict: 'comment', body: 'Trained on January.', author: true }]);
		expect(shown.policy.votes).toEqual([]);
		await expectAuditEntry(db, scene.project.id, { action: 'change.commented', targetId: opened.id });
	});

	it('refuses a viewer, and leaves an audit entry of the attempt', async () => {
		const opened = await openReady(scene);
		const viewer = as(scene.maya, await makeUser(db, scene.project, ['viewer']));
		await expect(commentOnChange(viewer, { ...scene.place, number: opened.number, body: 'hello' })).rejects.toMatchObject({ code: 'forbidden' });
		await expectAuditEntry(db, scene.project.id, { action: 'change:comment', decision: 'denied', targetId: opened.id });
		await expect(commentOnChange(scene.maya, { ...scene.place, number: opened.number, body: '  ' })).rejects.toMatchObject({ code: 'invalid' });
	});
});
