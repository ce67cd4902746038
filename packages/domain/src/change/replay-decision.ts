// Rules (R25)
// 1. A kept decision carries everything that it was made from; made again, it must come out the same.
// 2. Another policy is tried on it by putting that policy in the place of the one that bound the revision. Votes count as they were
//    given and gates as they were judged; what the other policy itself says of a model or a plan is taken from it.

import { type PolicyDocument, riskTierOf } from '../policy/index.ts';
import type { Candidate } from './eligibility.ts';
import { decide } from './decide.ts';
import type { ApprovalFacts, ChangeSubject, Decision } from './decision.ts';
import { judgeVotes } from './judge-votes.ts';
import { requirementStandings, whoCouldFulfil } from './requirement-standing.ts';
import type { Vote } from './vote.ts';

export interface KeptDecision extends Decision {
	policy: PolicyDocument;
	subject: ChangeSubject;
	votes: readonly Vote[];
	facts: ApprovalFacts;
	nowMs: number;
}

/** Whether a kept decision comes out the same; `unreadable`: it was kept by an earlier form of the rules, which knew fewer facts. */
export function decideAgain(kept: KeptDecision): 'equal' | 'different' | 'unreadable' {
	try {
		const again = decide(kept.policy, kept.subject, kept.votes, kept.facts, kept.nowMs);
		const same = again.outcome === kept.outcome && again.reasons.join('\n') === kept.reasons.join('\n') && again.missing.join('\n') === kept.missing.join('\n');
		return same ? 'equal' : 'different';
	} catch {
		return 'unreadable';
	}
}

/** What another policy would have made of it. */
export interface TriedPolicy extends Decision {
	/** Requirements that would have missed approvals, with how many and who could have given them. */
	waitsFor: { name: string; missing: number; whoCould: string[] }[];
}

/** Tries another policy on a kept decision. `people`: who is there now, for whom it would have asked. */
export function tryPolicy(policy: PolicyDocument, kept: KeptDecision, people: readonly Candidate[]): TriedPolicy {
	const { model } = kept.facts.about;
	const about = { ...kept.facts.about, risk_tier: model === null ? null : riskTierOf(policy.riskTiers, model) };
	const facts = { ...kept.facts, about, newerPolicy: null };
	const votes = judgeVotes(policy, kept.subject, kept.votes, facts, kept.nowMs);
	const waiting = requirementStandings(policy, votes, facts).filter(({ missing }) => missing > 0);
	return {
		...decide(policy, kept.subject, kept.votes, facts, kept.nowMs),
		waitsFor: waiting.map((standing) => ({
			name: standing.requirement.name,
			missing: standing.missing,
			whoCould: whoCouldFulfil(policy, standing, kept.subject.contributors, people, facts),
		})),
	};
}

/** The effect of a policy in a sentence: "Of the last 20 decided changes, 3 would have waited: 2 for risk, 1 for data-owner." */
export function replaySentence(tried: readonly { before: Decision['outcome']; after: Decision['outcome']; waitsFor: readonly { name: string }[] }[]): string {
	if (tried.length === 0) return 'No decision of a change is kept yet.';
	const held = tried.filter(({ before, after }) => before === 'allow' && after === 'deny');
	const of = tried.length === 1 ? 'The last decided change' : `Of the last ${tried.length} decided changes,`;
	const freed = tried.filter(({ before, after }) => before === 'deny' && after === 'allow').length;
	const also = freed === 0 ? '' : ` ${freed} that waited would have rolled out.`;
	if (held.length === 0) return `${of} ${tried.length === 1 ? 'would not have waited' : 'none that rolled out would have waited'}.${also}`;
	const names = [...new Set(held.flatMap(({ waitsFor }) => waitsFor.map(({ name }) => name)))];
	const counts = names.map((name) => `${held.filter(({ waitsFor }) => waitsFor.some((one) => one.name === name)).length} for ${name}`);
	return `${of} ${tried.length === 1 ? '' : `${held.length} `}would have waited${counts.length === 0 ? '' : `: ${counts.join(', ')}`}.${also}`;
}
