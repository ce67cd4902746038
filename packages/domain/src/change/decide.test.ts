import { describe, expect, it } from 'vitest';
import { defaultPolicy, UNKNOWN_FACTS } from '../policy/index.ts';
import { type ApprovalFacts, type ChangeSubject, decide, explainApprove, judgeVotes, type Vote } from './index.ts';

const HOUR_MS = 3_600_000;
const policy = defaultPolicy('production');
const two = { ...policy, require: [{ name: 'review', count: 2, from: ['role:reviewer'] }] };
const change: ChangeSubject = {
	state: 'in-review',
	revision: 2,
	digest: 'd2',
	policyDigest: 'p1',
	contributors: [
		{ userId: 'maya', because: 'opened it' },
		{ userId: 'maya', because: 'started the run' },
		{ userId: 'ada', because: 'pushed a revision' },
	],
	expiresAtMs: 1_000 * HOUR_MS,
};
const facts: ApprovalFacts = {
	rolesNow: { maya: ['reviewer', 'admin'], ada: ['reviewer'], jonas: ['reviewer'], lee: ['reviewer'], root: ['admin'] },
	groupsNow: {},
	about: UNKNOWN_FACTS,
	newerPolicy: null,
	gates: [{ title: 'Not worse than the champion', status: 'passed' }],
	evaluation: 'finished',
	championMoved: false,
	rolloutOpen: false,
};
const vote = (userId: string | null, verdict: Vote['verdict'] = 'approve', more: Partial<Vote> = {}): Vote => ({
	userId,
	name: userId ?? 'ci-bot',
	verdict,
	revision: 2,
	digest: 'd2',
	policyDigest: 'p1',
	atMs: 0,
	...more,
});
const outcome = (votes: Vote[], more: { policy?: typeof policy; facts?: Partial<ApprovalFacts>; change?: Partial<ChangeSubject>; nowMs?: number } = {}) =>
	decide(more.policy ?? policy, { ...change, ...more.change }, votes, { ...facts, ...more.facts }, more.nowMs ?? HOUR_MS);

describe('decide', () => {
	it('allows a change that enough people with the role approved and whose gates passed', () => {
		expect(outcome([vote('jonas')])).toEqual({ outcome: 'allow', reasons: ['jonas approved revision 2; every gate passed.'], missing: [] });
		expect(outcome([vote('jonas')], { policy: two }).missing).toEqual(["1 more approval by a reviewer who didn't contribute"]);
		expect(outcome([vote('jonas'), vote('lee')], { policy: two }).outcome).toBe('allow');
	});

	it('rejects an approval by the author, an administrator included', () => {
		expect(outcome([vote('maya')]).outcome).toBe('deny');
		expect(judgeVotes(policy, change, [vote('maya')], facts, 0)[0]).toMatchObject({
			counts: false,
			why: "maya contributed (opened it, started the run), so maya can't approve.",
		});
	});

	it('rejects an approval by the author, also after a later revision by somebody else', () => {
		expect(outcome([vote('maya'), vote('ada')], { policy: two }).missing).toEqual(["2 more approvals by a reviewer who didn't contribute"]);
	});

	it('rejects an approval by an administrator without the role, and by whoever lost it since', () => {
		expect(outcome([vote('root')]).outcome).toBe('deny');
		expect(outcome([vote('jonas')], { facts: { rolesNow: {} } }).outcome).toBe('deny');
	});

	it('rejects an approval by a service account', () => {
		expect(outcome([vote(null)]).outcome).toBe('deny');
	});

	it('counts one person once, however often they approve', () => {
		expect(outcome([vote('jonas'), vote('jonas'), vote('jonas')], { policy: two }).outcome).toBe('deny');
	});

	it('R13: a new revision voids every approval', () => {
		expect(outcome([vote('jonas', 'approve', { revision: 1, digest: 'd1' })]).outcome).toBe('deny');
		expect(judgeVotes(policy, change, [vote('jonas', 'approve', { revision: 1, digest: 'd1' })], facts, 0)[0]?.why).toBe(
			'Given on revision 1; revision 2 voided it.',
		);
	});

	it('counts no approval given on another digest or under another policy', () => {
		expect(outcome([vote('jonas', 'approve', { digest: 'other' })]).outcome).toBe('deny');
		expect(outcome([vote('jonas', 'approve', { policyDigest: 'p0' })]).outcome).toBe('deny');
	});

	it('lets an approval expire', () => {
		const edge = policy.expiry.approvalMs;
		const patient = { ...policy, expiry: { ...policy.expiry, deployWindowMs: 2 * edge } };
		expect(outcome([vote('jonas')], { policy: patient, nowMs: edge - 1 }).outcome).toBe('allow');
		expect(outcome([vote('jonas')], { policy: patient, nowMs: edge }).outcome).toBe('deny');
	});

	it('holds a change while somebody asks for changes, until they withdraw or approve', () => {
		const blocked = [vote('jonas'), vote('lee', 'request-changes')];
		expect(outcome(blocked).missing).toEqual(['lee to approve or to withdraw the request for changes']);
		expect(outcome([...blocked, vote('lee', 'withdraw')]).outcome).toBe('allow');
		expect(outcome([...blocked, vote('lee')]).outcome).toBe('allow');
		expect(outcome([...blocked, vote('lee', 'comment')]).outcome).toBe('deny');
	});

	it('keeps a request for changes over a new revision', () => {
		expect(outcome([vote('lee', 'request-changes', { revision: 1, digest: 'd1' }), vote('jonas')]).outcome).toBe('deny');
	});

	it('lets a service account hold a change', () => {
		expect(outcome([vote('jonas'), vote(null, 'request-changes')]).reasons).toEqual(['ci-bot asks for changes.']);
	});

	it('withdraws an approval', () => {
		expect(outcome([vote('jonas'), vote('jonas', 'withdraw')]).outcome).toBe('deny');
	});

	it('holds while a gate failed, is inconclusive or pending, and names it', () => {
		for (const status of ['failed', 'inconclusive', 'pending'] as const) {
			const held = outcome([vote('jonas')], { facts: { gates: [...facts.gates, { title: 'Signature', status }] } });
			expect(held).toMatchObject({ outcome: 'deny', reasons: [`Signature: ${status}.`], missing: ['"Signature" to pass'] });
		}
	});

	it('holds without an evaluation or without gates', () => {
		for (const evaluation of ['pending', 'running', 'failed'] as const) expect(outcome([vote('jonas')], { facts: { evaluation } }).outcome).toBe('deny');
		expect(outcome([vote('jonas')], { facts: { gates: [] } }).missing).toEqual(['gates']);
	});

	it('holds when the champion moved or another rollout is open', () => {
		expect(outcome([vote('jonas')], { facts: { dataMoved: true } }).missing).toEqual(['the comparison on the newest data, which is being recomputed']);
		expect(outcome([vote('jonas')], { facts: { aheadInQueue: [4, 7] } })).toMatchObject({
			reasons: ['It is number 3 in the queue of this endpoint, behind #4, #7.'],
			missing: ['#4, #7 to land or to leave the queue (this change is number 3)'],
		});
		expect(outcome([vote('jonas')], { facts: { championMoved: true } }).missing).toEqual(['the comparison with what runs now, which is being recomputed']);
		expect(outcome([vote('jonas')], { facts: { rolloutOpen: true } }).missing).toEqual(['the end of the open rollout']);
	});

	it('allows nothing that is not in review or that expired', () => {
		for (const state of ['draft', 'approved', 'applied', 'closed'] as const) expect(outcome([vote('jonas')], { change: { state } }).outcome).toBe('deny');
		expect(outcome([vote('jonas')], { change: { expiresAtMs: HOUR_MS } }).outcome).toBe('deny');
	});
});

describe('explainApprove', () => {
	const people = [
		{ userId: 'maya', name: 'maya', roles: ['reviewer', 'admin'] as const, groups: [] },
		{ userId: 'jonas', name: 'jonas', roles: ['reviewer'] as const, groups: [] },
		{ userId: 'lee', name: 'lee', roles: ['reviewer'] as const, groups: [] },
	];
	const explain = (viewer: Parameters<typeof explainApprove>[0], votes: Vote[] = [], more: Partial<ChangeSubject> = {}) =>
		explainApprove(viewer, { ...change, ...more }, policy, votes, people, HOUR_MS, facts);

	it('tells the author the rule and who can', () => {
		expect(explain({ userId: 'maya', name: 'maya', roles: ['reviewer'], groups: [] })).toEqual({
			enabled: false,
			rule: 'contributor',
			whoCan: ['jonas', 'lee'],
			sentence: "maya contributed (opened it, started the run), so maya can't approve. jonas or lee can.",
		});
	});

	it('tells somebody without the role, and a service account', () => {
		expect(explain({ userId: 'root', name: 'root', roles: ['admin'], groups: [] })).toMatchObject({
			rule: 'role',
			sentence: 'Approving needs the role reviewer. jonas or lee can.',
		});
		expect(explain({ userId: null, name: 'ci-bot', roles: ['reviewer'], groups: [] })).toMatchObject({ rule: 'not-a-person', enabled: false });
	});

	it('enables a reviewer and names the digest that is approved', () => {
		expect(explain({ userId: 'jonas', name: 'jonas', roles: ['reviewer'], groups: [] }, [], { digest: 'abcd0000ef12' })).toEqual({
			enabled: true,
			rule: null,
			whoCan: ['jonas', 'lee'],
			sentence: 'Approves revision 2, abcd…ef12, and nothing else.',
		});
	});

	it('disables what was approved already, what is closed and what expired', () => {
		const jonas = { userId: 'jonas', name: 'jonas', roles: ['reviewer'] as const, groups: [] };
		expect(explain(jonas, [vote('jonas')])).toMatchObject({ rule: 'approved-already', whoCan: ['lee'] });
		expect(explain(jonas, [vote('jonas', 'approve', { digest: 'd1', revision: 1 })])).toMatchObject({ enabled: true });
		expect(explain(jonas, [], { state: 'closed' })).toMatchObject({ rule: 'state', sentence: 'The change is closed.', whoCan: [] });
		expect(explain(jonas, [], { expiresAtMs: 1 })).toMatchObject({ rule: 'expired' });
	});

	it('says so when nobody can', () => {
		expect(explainApprove({ userId: 'maya', name: 'maya', roles: [], groups: [] }, change, policy, [], [], 0, facts).sentence).toContain(
			'Nobody can at the moment',
		);
	});
});
