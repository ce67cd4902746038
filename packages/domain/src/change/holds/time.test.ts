import { describe, expect, it } from 'vitest';
import { defaultPolicy, type PolicyDocument, UNKNOWN_FACTS } from '../../policy/index.ts';
import { type ApprovalFacts, type ChangeSubject, decide, type Decision, explainApprove, type Vote } from '../index.ts';

const HOUR_MS = 3_600_000;
const START_MS = Date.parse('2026-12-21T10:00:00Z');
const change: ChangeSubject = { state: 'in-review', revision: 1, digest: 'd', policyDigest: 'p', contributors: [], expiresAtMs: START_MS + 720 * HOUR_MS };
const facts: ApprovalFacts = {
	rolesNow: { jonas: ['reviewer'], lee: ['reviewer'] },
	groupsNow: {},
	about: UNKNOWN_FACTS,
	gates: [{ title: 'g', status: 'passed' }],
	evaluation: 'finished',
	championMoved: false,
	rolloutOpen: false,
};
const approval = (userId: string, hours: number): Vote => ({
	userId,
	name: userId,
	verdict: 'approve',
	revision: 1,
	digest: 'd',
	policyDigest: 'p',
	atMs: START_MS + hours * HOUR_MS,
});
const policyWith = (more: Partial<PolicyDocument>): PolicyDocument => ({ ...defaultPolicy('production'), ...more });
const at = (hours: number, votes: Vote[], more: Partial<PolicyDocument> = {}): Decision =>
	decide(policyWith(more), change, votes, facts, START_MS + hours * HOUR_MS);

describe('the deploy window', () => {
	it('R15: a deploy window after quorum of 24 h, then re-approve', () => {
		expect(at(23.9, [approval('jonas', 0)]).outcome).toBe('allow');
		const closed = at(24, [approval('jonas', 0)]);
		expect(closed).toMatchObject({
			outcome: 'deny',
			reasons: ['The deploy window of 24 h after the approvals closed at 2026-12-22 10:00 UTC.'],
			missing: ['one of the approvers to approve again'],
		});
		expect(at(25, [approval('jonas', 0), approval('jonas', 25)]).outcome).toBe('allow');
		expect(at(25, [approval('jonas', 0), approval('lee', 25)]).outcome).toBe('allow');
	});

	it('R15: whoever approved may approve again when the window has closed, not before', () => {
		const jonas = { userId: 'jonas', name: 'jonas', roles: ['reviewer' as const], groups: [] };
		const explain = (hours: number) => explainApprove(jonas, change, policyWith({}), [approval('jonas', 0)], [jonas], START_MS + hours * HOUR_MS, facts);
		expect(explain(23)).toMatchObject({ enabled: false, rule: 'approved-already' });
		expect(explain(24)).toMatchObject({ enabled: true });
	});

	it('R15: approvals expire, the change expires', () => {
		expect(at(71, [approval('jonas', 0)], { expiry: { ...policyWith({}).expiry, deployWindowMs: 1000 * HOUR_MS } }).outcome).toBe('allow');
		expect(at(72, [approval('jonas', 0)], { expiry: { ...policyWith({}).expiry, deployWindowMs: 1000 * HOUR_MS } }).outcome).toBe('deny');
		expect(at(720, [approval('jonas', 719)]).reasons).toContain('The change expired.');
	});
});

describe('the wait timer and the freeze calendar', () => {
	it('R18: a wait timer holds a complete quorum, counted from the approval that completed it', () => {
		const waitMs = 2 * HOUR_MS;
		expect(at(1, [approval('jonas', 0)], { waitMs })).toMatchObject({ outcome: 'deny', missing: ['the end of the wait timer, 2026-12-21 12:00 UTC'] });
		expect(at(1.9, [approval('jonas', 0), approval('lee', 1)], { waitMs }).outcome).toBe('deny');
		expect(at(2, [approval('jonas', 0), approval('lee', 1)], { waitMs }).outcome).toBe('allow');
		expect(at(1, [], { waitMs }).missing).toHaveLength(1);
	});

	it('R18: a freeze of the calendar holds, and names itself and its end', () => {
		const freeze = [{ kind: 'once' as const, name: 'Year end', from: '2026-12-21T12:00:00+01:00', until: '2027-01-04T06:00:00Z' }];
		expect(at(0.9, [approval('jonas', 0)], { freeze }).outcome).toBe('allow');
		expect(at(1, [approval('jonas', 0)], { freeze })).toMatchObject({
			outcome: 'deny',
			reasons: ['Frozen: Year end, until 2027-01-04 06:00 UTC.'],
			missing: ['the end of the freeze "Year end", 2027-01-04 06:00 UTC'],
		});
	});
});
