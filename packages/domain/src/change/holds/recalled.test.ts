import { describe, expect, it } from 'vitest';
import { defaultPolicy, UNKNOWN_FACTS } from '../../policy/index.ts';
import { type ApprovalFacts, type ChangeSubject, decide, type Vote } from '../index.ts';

const NOW_MS = Date.parse('2026-03-02T10:00:00Z');
const change: ChangeSubject = { state: 'in-review', revision: 1, digest: 'd', policyDigest: 'p', contributors: [], expiresAtMs: NOW_MS + 86_400_000 };
const facts: ApprovalFacts = {
	rolesNow: { jonas: ['reviewer'], lee: ['reviewer'] },
	groupsNow: {},
	about: UNKNOWN_FACTS,
	gates: [{ title: 'g', status: 'passed' }],
	evaluation: 'finished',
	championMoved: false,
	rolloutOpen: false,
};
const approval = (userId: string): Vote => ({ userId, name: userId, verdict: 'approve', revision: 1, digest: 'd', policyDigest: 'p', atMs: NOW_MS });
const january = { name: 'flights version 1', reason: 'In hours.', via: 'it was trained on it' };
const decideWith = (recalled: ApprovalFacts['recalled'], votes = [approval('jonas'), approval('lee')]) =>
	decide(defaultPolicy('production'), change, votes, { ...facts, recalled }, NOW_MS);

describe('a recall', () => {
	it('holds a change whatever is approved, and says of each thing what it is, why, and how the change depends on it', () => {
		expect(decideWith([january, { ...january, name: 'run 7' }])).toMatchObject({
			outcome: 'deny',
			reasons: [
				'flights version 1 was recalled (it was trained on it): In hours. Approvals are suspended.',
				'run 7 was recalled (it was trained on it): In hours. Approvals are suspended.',
			],
			missing: [
				"a revision that doesn't depend on flights version 1, or the end of its recall",
				"a revision that doesn't depend on run 7, or the end of its recall",
			],
		});
	});

	it('that is lifted, or none, changes nothing; one never lets a change through', () => {
		expect(decideWith([]).outcome).toBe('allow');
		expect(decideWith(undefined).outcome).toBe('allow');
		expect(decideWith([january], []).reasons.length).toBe(decideWith([], []).reasons.length + 1);
	});
});
