import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '@interlock/db';
import { decision } from '@interlock/db/tables';
import { defaultPolicy, type PolicyDocument } from '@interlock/domain/policy';
import { as, expectAuditEntry, makeUser, testDatabase } from '@interlock/testkit';
import { eq } from 'drizzle-orm';
import { saveGroup } from '../group/index.ts';
import { updatePolicy } from '../policy/index.ts';
import { dismissBlock, replayPolicy, replayProposal, reviewChange } from './index.ts';
import { makeScene, makeVersion, open, openReady, passGates, type Scene, serve, view } from './test-fixture.ts';

const REASON = 'Settled in the meeting of Monday, see the notes.';
const ml = { name: 'ml', count: 1, from: ['role:reviewer'] };
const risk = { name: 'risk', count: 1, from: ['group:model-risk'], distinctFrom: ['ml'] };
const asking = (...require: PolicyDocument['require']): PolicyDocument => ({ ...defaultPolicy('production'), require });

let db: Database;
beforeAll(async () => {
	db = await testDatabase();
});

/** jonas is in the group model-risk; lee is a reviewer as he is. */
async function withGroup(): Promise<Scene> {
	const scene = await makeScene(db);
	await saveGroup(scene.root, { org: scene.place.org, name: 'model-risk', members: [idOf(scene.jonas)] });
	return scene;
}
const at = (scene: Scene) => ({ ...scene.place, environment: 'production' });
const vote = async (scene: Scene, number: number, ctx = scene.jonas, verdict: 'approve' | 'request-changes' = 'approve') =>
	reviewChange(ctx, { ...scene.place, number, verdict, body: 'Seen.', digest: (await view(scene, number)).revision.digest });
function idOf(ctx: Scene['jonas']): string {
	return ctx.actor.kind === 'user' ? ctx.actor.userId : '';
}

describe('R9: several named requirements, all must pass', () => {
	it('R9: waits for each requirement, says who is missing and who can, and counts each person where it is needed', async () => {
		const scene = await withGroup();
		await updatePolicy(scene.root, { ...at(scene), baseVersion: 1, document: asking(ml, risk) });
		const { number } = await openReady(scene);
		// jonas is both a reviewer and in the group: alone he is counted for one of the two.
		const first = await vote(scene, number);
		expect(first).toMatchObject({ state: 'in-review', decision: { missing: ["risk: 1 more approval by a member of model-risk who didn't contribute"] } });
		expect((await view(scene, number)).policy.requirements).toMatchObject([
			{ name: 'ml', counted: [{ name: 'jonas' }], missing: 0, whoCan: ['lee'] },
			{ name: 'risk', counted: [], missing: 1, whoCan: ['jonas'] },
		]);
		expect((await vote(scene, number, scene.lee)).state).toBe('approved');
	});

	it('R10: asks owners of what changed, by path and by model', async () => {
		const scene = await withGroup();
		const owned = { ...asking(ml, { name: 'owner', count: 1, from: ['owners(model)'] }), owners: [{ model: 'arrival-*', owners: ['group:model-risk'] }] };
		await updatePolicy(scene.root, { ...at(scene), baseVersion: 1, document: owned });
		const { number } = await openReady(scene);
		expect((await vote(scene, number, scene.lee)).decision.missing).toEqual(["owner: 1 more approval by an owner of the model who didn't contribute"]);
		expect((await vote(scene, number)).state).toBe('approved');
	});

	it('asks under a condition only while it holds or can not be told, and says why', async () => {
		const scene = await withGroup();
		const { distinctFrom: _distinct, ...whenRisky } = { ...risk, when: "risk_tier == 'high' && traffic_pct > 25" };
		const whenWorse = { ...ml, name: 'worse', when: "metric_delta('mae') > 0" };
		const document = { ...asking(ml, whenRisky, whenWorse), riskTiers: [{ model: 'other/*', tier: 'high' as const }] };
		await updatePolicy(scene.root, { ...at(scene), baseVersion: 1, document });
		const { number } = await openReady(scene);
		expect((await view(scene, number)).policy.requirements).toMatchObject([
			{ name: 'ml', applies: true, why: null },
			{ name: 'risk', applies: false, why: 'Not asked, because not risk_tier == \'high\' && traffic_pct > 25: risk_tier is "low"; traffic_pct is 90.' },
			{ name: 'worse', applies: true, why: "Asked because \"metric_delta('mae') > 0\" can't be told: metric_delta('mae') isn't known." },
		]);
		expect((await vote(scene, number, scene.lee)).state).toBe('approved');
	});

	it('R6: an approval stops counting when its author left the group', async () => {
		const scene = await withGroup();
		await updatePolicy(scene.root, { ...at(scene), baseVersion: 1, document: asking(ml, { ...risk, count: 1 }) });
		const { number } = await openReady(scene);
		await vote(scene, number);
		await saveGroup(scene.root, { org: scene.place.org, name: 'model-risk', members: [idOf(scene.lee)] });
		expect((await view(scene, number)).policy.requirements.map(({ counted }) => counted.length)).toEqual([1, 0]);
	});
});

describe('R12: a block holds until withdrawn or dismissed', () => {
	it('R12: is dismissed by an administrator who did not contribute, with a reason that is kept', async () => {
		const scene = await makeScene(db);
		const { number } = await openReady(scene);
		const blocked = await vote(scene, number, scene.lee, 'request-changes');
		await vote(scene, number);
		const input = { ...scene.place, number, review: blocked.reviewId, reason: REASON };
		await expect(dismissBlock(scene.jonas, input)).rejects.toMatchObject({
			code: 'forbidden',
			message: 'Only an administrator who did not contribute dismisses a request for changes.',
		});
		await expectAuditEntry(db, scene.project.id, { action: 'change.block-dismissed', decision: 'denied' });
		await expect(dismissBlock(scene.root, { ...input, reason: 'no' })).rejects.toThrow('reason: must have at least 20 characters');
		await expect(dismissBlock(scene.root, { ...input, review: idOf(scene.lee) })).rejects.toMatchObject({ code: 'invalid' });
		const done = await dismissBlock(scene.root, input);
		expect(done.decision.outcome).toBe('allow');
		await expectAuditEntry(db, scene.project.id, { action: 'change.block-dismissed', decision: 'allowed' });
		const { policy, timeline } = await view(scene, number);
		expect(policy.votes.find(({ name }) => name === 'lee')).toMatchObject({ counts: false, why: `Dismissed by root: ${REASON}` });
		expect(timeline.map(({ kind }) => kind)).toContain('block-dismissed');
	});

	it('is not dismissed by an administrator who contributed', async () => {
		const scene = await makeScene(db);
		const both = as(scene.maya, await makeUser(db, scene.project, ['admin', 'contributor'], 'both'));
		await serve(scene, await makeVersion(scene, 'delay-v1', { version: 1 }));
		await makeVersion(scene, 'delay-v1', { version: 2 });
		const opened = await open(scene, 2, both);
		await passGates(scene, opened.id, 1);
		const { reviewId } = await vote(scene, opened.number, scene.lee, 'request-changes');
		const attempt = dismissBlock(both, { ...scene.place, number: opened.number, review: reviewId, reason: REASON });
		await expect(attempt).rejects.toMatchObject({ code: 'forbidden' });
	});
});

describe('R7: an open change keeps the stricter of its own policy and the newest', () => {
	it('R7: waits for what a newer policy asks beside, and still for what its own asked', async () => {
		const scene = await withGroup();
		await updatePolicy(scene.root, { ...at(scene), baseVersion: 1, document: asking({ ...ml, count: 2 }) });
		const { number } = await openReady(scene);
		await updatePolicy(scene.root, { ...at(scene), baseVersion: 2, document: asking(ml, { ...risk, distinctFrom: [] }) });
		expect((await vote(scene, number, scene.lee)).decision.missing).toEqual([
			"1 more approval by a reviewer who didn't contribute",
			"risk: 1 more approval by a member of model-risk who didn't contribute",
		]);
		expect((await vote(scene, number)).state).toBe('approved');
	});

	it('R7: an author cannot change the policy that binds his open change', async () => {
		const scene = await makeScene(db);
		const both = as(scene.maya, await makeUser(db, scene.project, ['admin', 'contributor'], 'both'));
		await serve(scene, await makeVersion(scene, 'delay-v1', { version: 1 }));
		await makeVersion(scene, 'delay-v1', { version: 2 });
		const { number } = await open(scene, 2, both);
		const attempt = updatePolicy(both, { ...at(scene), baseVersion: 1, document: asking({ ...ml, count: 2 }) });
		await expect(attempt).rejects.toMatchObject({ code: 'forbidden', message: expect.stringContaining(`You are an author of change #${number}`) });
		await expectAuditEntry(db, scene.project.id, { action: 'policy.updated', decision: 'denied' });
	});
});

describe('R25: every decision is kept with its inputs', () => {
	it('R25: comes out the same when it is made again, is kept once while nothing moves, and tells when it was altered', async () => {
		const scene = await withGroup();
		const { number, id } = await openReady(scene);
		await vote(scene, number, scene.lee, 'request-changes');
		await vote(scene, number, scene.lee);
		const kept = await db.drizzle.select().from(decision).where(eq(decision.changeId, id));
		expect(kept.map(({ outcome }) => outcome)).toEqual(['deny', 'allow']);
		const replay = await replayPolicy(scene.jonas, at(scene));
		expect(replay.kept).toEqual({ decisions: 2, equal: 2, different: [] });
		await db.drizzle.update(decision).set({ outcome: 'deny' }).where(eq(decision.outcome, 'allow'));
		expect((await replayPolicy(scene.jonas, at(scene))).kept).toMatchObject({ equal: 1, different: [{ change: number, why: 'different' }] });
	});

	it('tries a proposed policy on past changes: what it would have held, whom it would have asked', async () => {
		const scene = await withGroup();
		const { number } = await openReady(scene);
		await vote(scene, number, scene.lee);
		const replay = await replayPolicy(scene.jonas, { ...at(scene), document: asking(ml, risk) });
		expect(replay).toMatchObject({
			sentence: 'The last decided change would have waited: 1 for risk.',
			changes: [{ number, before: 'allow', after: 'deny', waitsFor: [{ name: 'risk', missing: 1, whoCould: ['jonas'] }] }],
		});
		expect((await replayPolicy(scene.jonas, at(scene))).sentence).toBe('The last decided change would not have waited.');
	});

	it('tries a proposal on past changes by its id, for whoever may read policies', async () => {
		const scene = await withGroup();
		const { number } = await openReady(scene);
		await vote(scene, number, scene.lee);
		await makeUser(db, scene.project, ['admin'], 'ada');
		const { proposal } = await updatePolicy(scene.root, { ...at(scene), baseVersion: 1, document: asking(ml, risk) });
		const named = { ...scene.place, proposal: proposal?.id ?? '' };
		expect(await replayProposal(scene.jonas, named)).toMatchObject({ sentence: 'The last decided change would have waited: 1 for risk.' });
		await expect(replayProposal((await makeScene(db)).jonas, named)).rejects.toMatchObject({ code: 'not-found' });
		await expectAuditEntry(db, scene.project.id, { action: 'policy:read', decision: 'denied' });
	});
});
