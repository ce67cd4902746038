import type { PolicyDocument } from '../policy/index.ts';
import type { ApprovalFacts, ChangeSubject } from './decision.ts';
import { whyNotEligible } from './eligibility.ts';
import { type StandingVote, standingVotes, type Vote } from './vote.ts';

/** A standing verdict and whether it counts, with the sentence why not. */
export interface JudgedVote extends StandingVote {
	counts: boolean;
	why: string | null;
}

/** Each standing verdict with whether it counts for the newest revision now, and the sentence why not. */
export function judgeVotes(
	policy: PolicyDocument,
	change: ChangeSubject,
	votes: readonly Vote[],
	facts: Pick<ApprovalFacts, 'rolesNow'>,
	nowMs: number,
): JudgedVote[] {
	return standingVotes(votes).map((vote) => {
		const why = vote.verdict === 'approve' ? whyApprovalDoesNotCount(policy, change, vote, facts, nowMs) : whyBlockDoesNotCount(policy, vote, facts);
		return { ...vote, counts: why === null, why };
	});
}

function whyApprovalDoesNotCount(
	policy: PolicyDocument,
	change: ChangeSubject,
	vote: StandingVote,
	facts: Pick<ApprovalFacts, 'rolesNow'>,
	nowMs: number,
): string | null {
	const roles = vote.userId ? (facts.rolesNow[vote.userId] ?? []) : [];
	const barred = whyNotEligible(policy, change.contributors, { userId: vote.userId, name: vote.name, roles });
	if (barred) return barred;
	if (vote.revision !== change.revision || vote.digest !== change.digest) return `Given on revision ${vote.revision}; revision ${change.revision} voided it.`;
	if (vote.policyDigest !== change.policyDigest) return 'Given under another policy.';
	if (nowMs - vote.atMs >= policy.expiry.approvalMs) return 'Expired.';
	return null;
}

function whyBlockDoesNotCount(policy: PolicyDocument, vote: StandingVote, facts: Pick<ApprovalFacts, 'rolesNow'>): string | null {
	if (vote.userId === null) return null;
	const roles = facts.rolesNow[vote.userId] ?? [];
	return roles.includes(policy.approvals.role) ? null : `${vote.name} doesn't have the role ${policy.approvals.role} any more.`;
}
