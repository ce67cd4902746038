import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide, explainApprove, type Vote } from './index.ts';
import { oracleAllows } from './test-oracle.ts';
import { type DecideScene, decideScene, PEOPLE } from './test-scenes.ts';

const run = (s: DecideScene) => decide(s.policy, s.change, s.votes, s.facts, s.nowMs);

describe('decide', () => {
	it('R24: agrees with an independent brute-force oracle in 10,000 random cases, of which many are allowed', () => {
		let allowed = 0;
		let several = 0;
		fc.assert(
			fc.property(decideScene, (s) => {
				const decision = run(s);
				if (decision.outcome === 'allow') allowed += 1;
				if (decision.outcome === 'allow' && s.policy.require.length > 1) several += 1;
				expect(decision.outcome === 'allow').toBe(oracleAllows(s));
				expect(decision.missing.length === 0).toBe(decision.outcome === 'allow');
				expect(decision.reasons.length).toBeGreaterThan(0);
			}),
			{ numRuns: 10_000, seed: 1 },
		);
		expect(allowed).toBeGreaterThan(500);
		expect(several).toBeGreaterThan(200);
	});

	it('R12: never turns deny into allow by a further request for changes, whoever makes it', () => {
		fc.assert(
			fc.property(decideScene, fc.constantFrom<string | null>(...PEOPLE, null), (s, userId) => {
				const block: Vote = { userId, name: userId ?? 'bot', verdict: 'request-changes', revision: 2, digest: 'd2', policyDigest: 'p1', atMs: 100 };
				if (run(s).outcome === 'deny') expect(run({ ...s, votes: [...s.votes, block] }).outcome).toBe('deny');
			}),
			{ numRuns: 5_000, seed: 2 },
		);
	});

	it('R24: never turns deny into allow by anything else that holds', () => {
		const holds = fc.constantFrom<(s: DecideScene) => Partial<DecideScene['facts']>>(
			() => ({ championMoved: true }),
			() => ({ rolloutOpen: true }),
			() => ({ evaluation: 'failed' }),
			() => ({ recalled: [{ name: 'x', reason: 'Bad.', via: 'trained on' }] }),
			({ facts }) => ({ openThreads: (facts.openThreads ?? 0) + 1 }),
			({ facts }) => ({ gates: [...facts.gates, { title: 'another', status: 'failed' }] }),
			({ policy, facts }) => (facts.newerPolicy ? {} : { newerPolicy: policy }),
		);
		fc.assert(
			fc.property(decideScene, holds, (s, hold) => {
				if (run(s).outcome === 'deny') expect(run({ ...s, facts: { ...s.facts, ...hold(s) } }).outcome).toBe('deny');
			}),
			{ numRuns: 5_000, seed: 6 },
		);
	});

	it('R4: is decided by no approval of a contributor, whatever they cast', () => {
		fc.assert(
			fc.property(decideScene, (s) => {
				const contributed = (v: Vote) => s.change.contributors.some((c) => c.userId === v.userId);
				const without = s.votes.filter((v) => v.verdict !== 'approve' || !contributed(v));
				// Only an approval that takes back the contributor's own request for changes may do that.
				if (run({ ...s, votes: without }).outcome === 'deny' && run(s).outcome === 'allow')
					expect(s.votes.some((v) => v.verdict === 'request-changes' && contributed(v))).toBe(true);
			}),
			{ numRuns: 5_000, seed: 3 },
		);
	});

	it('R5: is decided the same when each verdict is given twice', () => {
		fc.assert(
			fc.property(decideScene, (s) => {
				expect(run({ ...s, votes: s.votes.flatMap((v) => [v, v]) })).toEqual(run(s));
			}),
			{ numRuns: 2_000, seed: 5 },
		);
	});

	it('enables Approve exactly for those whose approval would count', () => {
		fc.assert(
			fc.property(decideScene, fc.constantFrom(...PEOPLE), (s, userId) => {
				const facts = { ...s.facts, newerPolicy: null };
				const viewer = { userId, name: userId, roles: s.facts.rolesNow[userId] ?? [], groups: s.facts.groupsNow[userId] ?? [] };
				const { enabled, rule } = explainApprove(viewer, s.change, s.policy, s.votes, [viewer], s.nowMs, facts);
				const cast: Vote = { userId, name: userId, verdict: 'approve', revision: 2, digest: 'd2', policyDigest: 'p1', atMs: s.nowMs };
				const anyOfThem = [...new Set(s.policy.require.flatMap((one) => (one.when === undefined ? one.from : [])))];
				const alone = run({
					...s,
					policy: {
						...s.policy,
						require: [{ name: 'any', count: 1, from: anyOfThem }],
						openedDiffs: { requiredDiffs: [], mustBeOpened: false },
						waitMs: 0,
						freeze: [],
					},
					votes: [cast],
					facts: {
						...facts,
						evaluation: 'finished',
						gates: [{ title: 'g', status: 'passed' }],
						championMoved: false,
						rolloutOpen: false,
						openThreads: 0,
						recalled: [],
					},
				});
				if (rule === 'approved-already' || s.policy.require.some((one) => one.when !== undefined)) return;
				expect(alone.outcome === 'allow').toBe(enabled);
			}),
			{ numRuns: 5_000, seed: 4 },
		);
	});
});
