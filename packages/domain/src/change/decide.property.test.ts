import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Role } from '../access/index.ts';
import { defaultPolicy, type PolicyDocument } from '../policy/index.ts';
import { type ApprovalFacts, type ChangeSubject, decide, explainApprove, type Vote } from './index.ts';

const PEOPLE = ['a', 'b', 'c', 'd'];
/** The first value nine times out of ten: a scene that is nearly right tells the most. */
const mostly = <T>(usual: T, ...others: T[]): fc.Arbitrary<T> =>
	fc.oneof({ weight: 9, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) });

const vote: fc.Arbitrary<Vote> = fc
	.record({
		userId: fc.oneof({ weight: 9, arbitrary: fc.constantFrom<string | null>(...PEOPLE) }, { weight: 1, arbitrary: fc.constant(null) }),
		verdict: fc.oneof(
			{ weight: 6, arbitrary: fc.constant<Vote['verdict']>('approve') },
			{ weight: 4, arbitrary: fc.constantFrom<Vote['verdict']>('request-changes', 'comment', 'withdraw') },
		),
		revision: mostly(2, 1),
		policyDigest: mostly('p1', 'p0'),
		atMs: fc.integer({ min: 0, max: 100 }),
	})
	.map((v) => ({ ...v, name: v.userId ?? 'bot', digest: `d${v.revision}` }));

const gate = fc.record({ title: fc.constant('g'), status: mostly<ApprovalFacts['gates'][number]['status']>('passed', 'failed', 'inconclusive', 'pending') });
const roles = mostly<Role[]>(['reviewer'], ['reviewer', 'admin'], ['admin'], []);

const scene = fc.record({
	policy: fc.record({ count: fc.integer({ min: 1, max: 3 }), approvalMs: mostly(1000, 60) }).map(
		({ count, approvalMs }): PolicyDocument => ({
			...defaultPolicy('production'),
			approvals: { count, role: 'reviewer' },
			expiry: { approvalMs, changeMs: 1000 },
		}),
	),
	change: fc
		.record({
			state: mostly<ChangeSubject['state']>('in-review', 'draft', 'approved', 'applied', 'closed'),
			contributors: fc.array(fc.constantFrom(...PEOPLE), { maxLength: 2 }),
			expiresAtMs: mostly(1000, 100),
		})
		.map(
			(c): ChangeSubject => ({
				state: c.state,
				revision: 2,
				digest: 'd2',
				policyDigest: 'p1',
				expiresAtMs: c.expiresAtMs,
				contributors: c.contributors.map((userId) => ({ userId, because: 'opened it' })),
			}),
		),
	votes: fc.array(vote, { maxLength: 8 }),
	facts: fc.record({
		rolesNow: fc.record({ a: roles, b: roles, c: roles, d: roles }, { requiredKeys: ['a', 'b'] }).map((r): Record<string, Role[]> => ({ ...r })),
		gates: fc.oneof<fc.MaybeWeightedArbitrary<ApprovalFacts['gates'][number][]>[]>(
			{ weight: 9, arbitrary: fc.array(gate, { minLength: 1, maxLength: 2 }) },
			{ weight: 1, arbitrary: fc.constant<ApprovalFacts['gates'][number][]>([]) },
		),
		evaluation: mostly<ApprovalFacts['evaluation']>('finished', 'pending', 'running', 'failed'),
		championMoved: mostly(false, true),
		rolloutOpen: mostly(false, true),
	}),
	nowMs: fc.integer({ min: 100, max: 150 }),
});
type Scene = typeof scene extends fc.Arbitrary<infer T> ? T : never;

/** The rules again, written by looking from each person to the list instead of walking the votes. */
function oracle({ policy, change, votes, facts, nowMs }: Scene): boolean {
	const last = (who: string | null) => votes.filter((v) => v.userId === who && v.verdict !== 'comment').at(-1);
	const reviewer = (who: string) => facts.rolesNow[who]?.includes('reviewer') === true;
	const approving = PEOPLE.filter((who) => {
		const own = last(who);
		if (own?.verdict !== 'approve' || !reviewer(who) || change.contributors.some((c) => c.userId === who)) return false;
		return own.digest === 'd2' && own.policyDigest === 'p1' && own.atMs + policy.expiry.approvalMs > nowMs;
	});
	const blocked = PEOPLE.some((who) => last(who)?.verdict === 'request-changes' && reviewer(who)) || last(null)?.verdict === 'request-changes';
	const ready = facts.evaluation === 'finished' && facts.gates.length > 0 && facts.gates.every((g) => g.status === 'passed');
	const free = !facts.championMoved && !facts.rolloutOpen && change.state === 'in-review' && nowMs < change.expiresAtMs;
	return approving.length >= policy.approvals.count && !blocked && ready && free;
}

const run = (s: Scene) => decide(s.policy, s.change, s.votes, s.facts, s.nowMs);

describe('decide', () => {
	it('agrees with an independent oracle in 10,000 random cases, of which many are allowed', () => {
		let allowed = 0;
		fc.assert(
			fc.property(scene, (s) => {
				const decision = run(s);
				if (decision.outcome === 'allow') allowed += 1;
				expect(decision.outcome === 'allow').toBe(oracle(s));
				expect(decision.missing.length === 0).toBe(decision.outcome === 'allow');
				expect(decision.reasons.length).toBeGreaterThan(0);
			}),
			{ numRuns: 10_000, seed: 1 },
		);
		expect(allowed).toBeGreaterThan(500);
	});

	it('never turns deny into allow by a further request for changes', () => {
		fc.assert(
			fc.property(scene, fc.constantFrom<string | null>(...PEOPLE, null), (s, userId) => {
				const before = run(s).outcome;
				const block: Vote = { userId, name: userId ?? 'bot', verdict: 'request-changes', revision: 2, digest: 'd2', policyDigest: 'p1', atMs: 100 };
				if (before === 'deny') expect(run({ ...s, votes: [...s.votes, block] }).outcome).toBe('deny');
			}),
			{ numRuns: 5_000, seed: 2 },
		);
	});

	it('is decided by no vote of a contributor, whatever they cast', () => {
		fc.assert(
			fc.property(scene, (s) => {
				const without = s.votes.filter((v) => v.verdict !== 'approve' || !s.change.contributors.some((c) => c.userId === v.userId));
				if (run({ ...s, votes: without }).outcome === 'deny' && run(s).outcome === 'allow') {
					// Only an approval that takes back the contributor's own request for changes may do that.
					expect(s.votes.some((v) => v.verdict === 'request-changes' && s.change.contributors.some((c) => c.userId === v.userId))).toBe(true);
				}
			}),
			{ numRuns: 5_000, seed: 3 },
		);
	});

	it('enables Approve exactly for those whose approval would count', () => {
		fc.assert(
			fc.property(scene, fc.constantFrom(...PEOPLE), (s, userId) => {
				const viewer = { userId, name: userId, roles: s.facts.rolesNow[userId] ?? [] };
				const { enabled, rule } = explainApprove(viewer, s.change, s.policy, s.votes, [viewer], s.nowMs);
				const cast: Vote = { userId, name: userId, verdict: 'approve', revision: 2, digest: 'd2', policyDigest: 'p1', atMs: s.nowMs };
				const alone = run({
					...s,
					policy: { ...s.policy, approvals: { count: 1, role: 'reviewer' } },
					votes: [cast],
					facts: { ...s.facts, evaluation: 'finished', gates: [{ title: 'g', status: 'passed' }], championMoved: false, rolloutOpen: false },
				});
				if (rule !== 'approved-already') expect(alone.outcome === 'allow').toBe(enabled);
			}),
			{ numRuns: 5_000, seed: 4 },
		);
	});
});
