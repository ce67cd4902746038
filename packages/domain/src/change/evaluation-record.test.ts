import { expect, it } from 'vitest';
import { defaultPolicy, UNKNOWN_FACTS } from '../policy/index.ts';
import { type ChangeSubject, explainApprove, judgeVotes, type Vote, whyComparisonVoids } from './index.ts';

const change = (comparison: ChangeSubject['comparison']): ChangeSubject => ({
	state: 'in-review',
	revision: 1,
	digest: 'd',
	policyDigest: 'p',
	contributors: [],
	expiresAtMs: 10,
	comparison,
});
const vote = (comparisonDigest: string | null): Vote => ({
	userId: 'jonas',
	name: 'jonas',
	verdict: 'approve',
	revision: 1,
	digest: 'd',
	policyDigest: 'p',
	comparisonDigest,
	atMs: 0,
});
const policy = defaultPolicy('production');
const jonas = { userId: 'jonas', name: 'jonas', roles: ['reviewer' as const], groups: [] };
const facts = { rolesNow: { jonas: ['reviewer' as const] }, groupsNow: {}, about: UNKNOWN_FACTS };
const counts = (seen: string | null, comparison: ChangeSubject['comparison']) => judgeVotes(policy, change(comparison), [vote(seen)], facts, 1)[0]?.counts;

it('R14: an approval falls when the comparison its giver saw was recomputed to another, and stands when it came out the same', () => {
	expect(counts('c1', { digest: 'c1', first: 'c1' })).toBe(true);
	expect(counts('c1', { digest: 'c2', first: 'c1' })).toBe(false);
	expect(counts('c2', { digest: 'c2', first: 'c1' })).toBe(true);
	expect(whyComparisonVoids('c1', { digest: 'c2', first: 'c1' })).toMatch(/^Given on another comparison/);
});

it('R14: an approval given before the first evaluation ended stands through it, and falls with the first recomputation that differs', () => {
	expect(counts(null, null)).toBe(true);
	expect(counts(null, { digest: 'c1', first: 'c1' })).toBe(true);
	expect(counts(null, { digest: 'c2', first: 'c1' })).toBe(false);
});

it('lets a person approve anew once the comparison they approved on was recomputed to another', () => {
	const explain = (digest: string) => explainApprove(jonas, change({ digest, first: 'c1' }), policy, [vote('c1')], [jonas], 1, facts);
	expect(explain('c1')).toMatchObject({ enabled: false, rule: 'approved-already' });
	expect(explain('c2')).toMatchObject({ enabled: true });
});
