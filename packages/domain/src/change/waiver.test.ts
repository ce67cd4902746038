import { describe, expect, it } from 'vitest';
import { defaultPolicy, UNKNOWN_FACTS } from '../policy/index.ts';
import { type ApprovalFacts, type ChangeSubject, decide, endOfWaiver, judgeWaiver, type Vote, type Waiver, whyNotCountersign, whyNotWaive } from './index.ts';

const policy = defaultPolicy('production');
const waiver: Waiver = {
	id: 'w',
	gate: 'worst-slice',
	reason: 'double-read by protocol',
	requestedBy: { userId: 'jonas', name: 'jonas', rolesNow: ['reviewer'] },
	countersignedBy: { userId: 'lee', name: 'lee', rolesNow: ['reviewer'] },
	endsAtMs: Date.parse('2026-12-22T00:00:00Z'),
	revoked: false,
};
const before = waiver.endsAtMs - 1;
const state = (more: Partial<Waiver> = {}, nowMs = before) =>
	judgeWaiver(policy, [{ userId: 'maya', because: 'opened it' }], { ...waiver, ...more }, nowMs).state;

const change: ChangeSubject = { state: 'in-review', revision: 1, digest: 'd', policyDigest: 'p', contributors: [], expiresAtMs: before * 2 };
const vote: Vote = { userId: 'ada', name: 'ada', verdict: 'approve', revision: 1, digest: 'd', policyDigest: 'p', atMs: before };
const facts = (gate: ApprovalFacts['gates'][number]): ApprovalFacts => ({
	rolesNow: { ada: ['reviewer'] },
	groupsNow: {},
	about: UNKNOWN_FACTS,
	newerPolicy: null,
	gates: [gate],
	evaluation: 'finished',
	championMoved: false,
	rolloutOpen: false,
});

describe('a waiver', () => {
	it('lets a gate that failed count as passed until its end, and holds the change from then on', () => {
		const given = facts({ title: 'Worst slice', status: 'failed', waivers: [waiver] });
		expect(decide(policy, change, [vote], given, before).outcome).toBe('allow');
		expect(decide(policy, change, [{ ...vote, atMs: before + 1 }], given, before + 1)).toMatchObject({ outcome: 'deny', reasons: ['Worst slice: failed.'] });
	});

	it('says who waived it, who countersigned, until when and why', () => {
		expect(judgeWaiver(policy, [], waiver, before)).toEqual({
			state: 'in-force',
			sentence: 'Waived until 2026-12-21 by jonas, countersigned by lee: double-read by protocol',
		});
	});

	it('counts only with its second person, and never once revoked', () => {
		expect(state()).toBe('in-force');
		expect(state({ countersignedBy: null })).toBe('waiting');
		expect(state({ revoked: true })).toBe('revoked');
		expect(state({}, waiver.endsAtMs)).toBe('ended');
	});

	it('stops counting when either lost the role, or the second is found to have contributed', () => {
		expect(state({ requestedBy: { ...waiver.requestedBy, rolesNow: ['viewer'] } })).toBe('void');
		expect(state({ countersignedBy: { userId: 'lee', name: 'lee', rolesNow: [] } })).toBe('void');
		expect(state({ countersignedBy: { userId: 'maya', name: 'maya', rolesNow: ['reviewer'] } })).toBe('void');
		expect(state({ requestedBy: { userId: 'maya', name: 'maya', rolesNow: ['reviewer'] } })).toBe('in-force');
	});

	it('is asked for only by a person whose role the policy names, and never for a format that runs code', () => {
		const person = { userId: 'jonas', name: 'jonas', roles: ['reviewer'] as const };
		const gate = { gate: 'worst-slice', title: 'Worst slice' };
		expect(whyNotWaive(policy, gate, person)).toBeNull();
		expect(whyNotWaive(policy, { gate: 'format-allowed', title: 'Format allowed' }, person)).toMatch(/can't be waived/);
		expect(whyNotWaive(policy, gate, { ...person, roles: ['contributor', 'admin'] })).toBe('A waiver needs the role reviewer.');
		expect(whyNotWaive(policy, gate, { ...person, userId: null, name: 'ci' })).toBe("ci isn't a person; only a person waives.");
		expect(whyNotWaive({ ...policy, waivers: { roles: [], maxDays: 1 } }, gate, person)).toBe('The policy lets nobody waive a gate.');
	});

	it('is countersigned neither by who asked nor by a contributor', () => {
		const contributors = [{ userId: 'maya', because: 'opened it' }];
		const can = (userId: string) => whyNotCountersign(policy, contributors, { requestedByUserId: 'jonas' }, { userId, name: userId, roles: ['reviewer'] });
		expect(can('lee')).toBeNull();
		expect(can('jonas')).toBe('jonas asked for it; a second person has to countersign.');
		expect(can('maya')).toBe("maya contributed (opened it), so maya can't countersign.");
	});

	it('ends with its last day, which is neither over nor beyond the policy', () => {
		const nowMs = Date.parse('2026-12-01T15:00:00Z');
		expect(new Date(endOfWaiver('2026-12-01', 90, nowMs)).toISOString()).toBe('2026-12-02T00:00:00.000Z');
		expect(() => endOfWaiver('2026-11-30', 90, nowMs)).toThrow('until: is over (got 2026-11-30)');
		expect(() => endOfWaiver('2027-03-02', 90, nowMs)).toThrow('until: must be at most 90 days ahead, by 2027-03-01 (got 2027-03-02)');
	});
});
