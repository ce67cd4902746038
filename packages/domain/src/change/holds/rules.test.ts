import { describe, expect, it } from 'vitest';
import { defaultPolicy, type PolicyDocument, UNKNOWN_FACTS } from '../../policy/index.ts';
import {
	type ApprovalFacts,
	type ChangeSubject,
	decide,
	missesApprovals,
	requirementStandings,
	judgeVotes,
	type Vote,
	whoCouldFulfil,
	whyMayNotApprove,
} from '../index.ts';

const policy = { ...defaultPolicy('production'), stepUpMs: null };
const ml = { name: 'ml', count: 1, from: ['role:reviewer'] };
const risk = { name: 'risk', count: 1, from: ['group:risk'] };
const asking = (...require: PolicyDocument['require']): PolicyDocument => ({ ...policy, require });
const change: ChangeSubject = {
	state: 'in-review',
	revision: 1,
	digest: 'd',
	policyDigest: 'p',
	contributors: [{ userId: 'maya', because: 'opened it' }],
	expiresAtMs: 1_000_000,
};
const facts: ApprovalFacts = {
	rolesNow: { jonas: ['reviewer'], lee: ['reviewer'], maya: ['reviewer'], root: ['admin'] },
	groupsNow: { jonas: ['risk'] },
	about: UNKNOWN_FACTS,
	newerPolicy: null,
	gates: [{ title: 'Signature', status: 'passed' }],
	evaluation: 'finished',
	championMoved: false,
	rolloutOpen: false,
	openedTabs: Object.fromEntries(['jonas', 'lee'].map((who) => [who, [...policy.openedDiffs.requiredDiffs]])),
};
const vote = (userId: string, verdict: Vote['verdict'] = 'approve', more: Partial<Vote> = {}): Vote => ({
	userId,
	name: userId,
	verdict,
	revision: 1,
	digest: 'd',
	policyDigest: 'p',
	atMs: 0,
	...more,
});
const run = (votes: Vote[], document = policy as PolicyDocument, more: Partial<ApprovalFacts> = {}) =>
	decide(document, change, votes, { ...facts, ...more }, 1_000);
const people = ['jonas', 'lee', 'maya', 'root'].map((userId) => ({
	userId,
	name: userId,
	roles: facts.rolesNow[userId] ?? [],
	groups: facts.groupsNow[userId] ?? [],
}));

describe('R9: several named requirements, all must pass', () => {
	it('R9: names each requirement that misses approvals, and who could give them', () => {
		const document = asking(ml, { ...risk, count: 1, distinctFrom: ['ml'] });
		const held = run([vote('jonas')], document);
		expect(held.reasons).toEqual(['risk: 0 of 1 approvals by members of risk.']);
		const standings = requirementStandings(document, judgeVotes(document, change, [vote('jonas')], facts, 1_000), facts);
		expect(standings.map((standing) => whoCouldFulfil(document, standing, change.contributors, people, facts))).toEqual([['lee'], ['jonas']]);
		expect(whoCouldFulfil(document, { ...known(standings[1]), counted: [] }, [], [{ ...known(people[0]), userId: null }], facts)).toEqual([]);
	});

	it('is fulfilled by one person where requirements are not kept apart', () => {
		expect(run([vote('jonas')], asking(ml, risk)).outcome).toBe('allow');
	});

	it('says whether approvals are missing, for those who are reminded', () => {
		expect(missesApprovals(policy, change, [], facts, 1_000)).toBe(true);
		expect(missesApprovals(policy, change, [vote('jonas')], facts, 1_000)).toBe(false);
	});
});

describe('R12: any block from an eligible reviewer holds until withdrawn or dismissed', () => {
	const block = vote('lee', 'request-changes');
	const dismissed = (userId: string) => ({ ...block, dismissed: { userId, name: userId, reason: 'Settled.', atMs: 1 } });

	it('R12: holds, and stops when an administrator who did not contribute dismissed it', () => {
		expect(run([vote('jonas'), block]).outcome).toBe('deny');
		expect(run([vote('jonas'), dismissed('root')]).outcome).toBe('allow');
		expect(run([vote('jonas'), dismissed('jonas')]).outcome).toBe('deny');
		expect(
			decide(policy, { ...change, contributors: [{ userId: 'root', because: 'pushed a revision' }] }, [vote('jonas'), dismissed('root')], facts, 1_000).outcome,
		).toBe('deny');
	});

	it('holds by a veto even where its requirement is not asked, and by others only where it is', () => {
		const quiet = { ...risk, when: 'first_version' };
		const about = { ...UNKNOWN_FACTS, first_version: false };
		const lead = { ...ml, from: ['group:lead'] };
		const groupsNow = { jonas: ['risk'], lee: ['lead'] };
		const votes = [vote('lee'), vote('jonas', 'request-changes')];
		expect(run(votes, asking(lead, quiet), { about, groupsNow }).outcome).toBe('allow');
		expect(run(votes, asking(lead, { ...quiet, veto: true }), { about, groupsNow }).outcome).toBe('deny');
	});
});

describe('R7: open changes keep the stricter of old and new', () => {
	it('R7: hold by what the newest policy asks beside, and no more than once by what both ask', () => {
		expect(run([vote('lee')], policy, { newerPolicy: asking(ml, risk) }).reasons).toEqual(['By the newest policy: risk: 0 of 1 approvals by members of risk.']);
		expect(run([], policy, { newerPolicy: { ...policy, waitMs: 5_000 } }).reasons).toHaveLength(1);
		expect(run([vote('lee')], policy, { newerPolicy: { ...policy, waitMs: 5_000 } }).reasons[0]).toContain('By the newest policy: Waits');
	});

	it('R7: need a revision judged by the newest policy where that has a gate that the older one had not', () => {
		const lax = { ...policy, gates: { ...policy.gates, signature: false, beatsNaive: false } };
		for (const about of [UNKNOWN_FACTS, { ...UNKNOWN_FACTS, origin: 'retrain' as const }])
			expect(run([vote('lee')], lax, { about, newerPolicy: policy }).missing).toEqual(['a new revision, judged by the newest policy']);
		expect(run([vote('lee')], lax, { about: { ...UNKNOWN_FACTS, first_version: true }, newerPolicy: policy }).missing).toHaveLength(2);
		expect(run([vote('lee')], policy, { newerPolicy: lax }).outcome).toBe('allow');
	});

	it('R7: need a revision judged by the newest policy where that has a stricter limit, not where it has a laxer one', () => {
		const withMargin = (nonInferiorityMargin: number) => ({ ...policy, gates: { ...policy.gates, nonInferiorityMargin } });
		const held = run([vote('lee')], withMargin(0.02), { newerPolicy: withMargin(0.01) });
		expect(held.reasons).toEqual(['By the newest policy: non-inferiority was judged by other limits.']);
		expect(held.missing).toEqual(['a new revision, judged by the newest policy']);
		expect(run([vote('lee')], withMargin(0.01), { newerPolicy: withMargin(0.02) }).outcome).toBe('allow');
	});

	it('lets whoever one of both asks approve', () => {
		const [jonas, lee] = [known(people[0]), known(people[1])];
		const bound = asking(risk);
		expect(whyMayNotApprove(bound, [], lee, facts)).toBe('Approving needs membership of risk.');
		expect(whyMayNotApprove(bound, [], lee, { ...facts, newerPolicy: policy })).toBeNull();
		expect(whyMayNotApprove(bound, [], { ...lee, roles: [] }, { ...facts, newerPolicy: policy })).toBe('Approving needs membership of risk.');
		expect(whyMayNotApprove(bound, [], jonas, facts)).toBeNull();
	});
});

describe('other rules that hold', () => {
	it('R11: hold while a required check of a pinned issuer is missing', () => {
		const document = { ...policy, checks: [{ id: 'fairness', issuer: 'ci' }] } as PolicyDocument;
		expect(run([vote('jonas')], document).missing).toEqual(['the check "fairness", signed by ci']);
	});

	it('suspend approvals while something it depends on is recalled, and of who is away', () => {
		expect(run([vote('jonas')], policy, { recalled: [{ name: 'flights v2', reason: 'Wrong unit.', via: 'trained on' }] }).outcome).toBe('deny');
		expect(run([vote('jonas')], policy, { away: { jonas: 'jonas is away.' } }).outcome).toBe('deny');
	});
});

function known<T>(value: T | undefined): T {
	if (value === undefined) throw new Error('not there');
	return value;
}
