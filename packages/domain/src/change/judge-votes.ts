import { isAsked, type PolicyDocument, whetherApplies } from '../policy/index.ts';
import type { ApprovalFacts, ChangeSubject } from './decision.ts';
import { asksOf, whyNotEligible } from './eligibility.ts';
import { whyComparisonVoids } from './evaluation-record.ts';
import { type JudgedVote, type StandingVote, standingVotes, type Vote } from './vote.ts';

type VoteFacts = Pick<ApprovalFacts, 'rolesNow' | 'groupsNow' | 'about' | 'away'>;

/** Each standing verdict with whether it counts for the newest revision now, and the sentence why not. */
export function judgeVotes(policy: PolicyDocument, change: ChangeSubject, votes: readonly Vote[], facts: VoteFacts, nowMs: number): JudgedVote[] {
	return standingVotes(votes).map((vote) => {
		const person = { userId: vote.userId, name: vote.name, ...standingNow(vote.userId, facts) };
		if (vote.verdict === 'request-changes') {
			const why = whyBlockDoesNotCount(policy, change, vote, person, facts);
			return { ...vote, counts: why === null, why, for: [] };
		}
		const why = whyNotEligible(policy, change.contributors, person, facts) ?? whyVoid(policy, change, vote, nowMs);
		return { ...vote, counts: why === null, why, for: why === null ? asksOf(policy, person, facts) : [] };
	});
}

type PersonNow = ReturnType<typeof standingNow>;

function standingNow(userId: string | null, facts: VoteFacts) {
	return userId === null ? { roles: [], groups: [] } : { roles: facts.rolesNow[userId] ?? [], groups: facts.groupsNow[userId] ?? [] };
}

function whyVoid(policy: PolicyDocument, change: ChangeSubject, vote: StandingVote, nowMs: number): string | null {
	if (vote.revision !== change.revision || vote.digest !== change.digest) return `Given on revision ${vote.revision}; revision ${change.revision} voided it.`;
	if (vote.policyDigest !== change.policyDigest) return 'Given under another policy.';
	const voided = whyComparisonVoids(vote.comparisonDigest ?? null, change.comparison ?? null);
	if (voided) return voided;
	if (nowMs - vote.atMs >= policy.expiry.approvalMs) return 'Expired.';
	return null;
}

function whyBlockDoesNotCount(policy: PolicyDocument, change: ChangeSubject, vote: StandingVote, person: PersonNow, facts: VoteFacts): string | null {
	if (vote.dismissed && mayDismiss(change, vote.dismissed.userId, facts)) return `Dismissed by ${vote.dismissed.name}: ${vote.dismissed.reason}`;
	if (vote.userId === null || mayBlock(policy, person, facts)) return null;
	return `No requirement asks ${vote.name} any more.`;
}

function mayBlock(policy: PolicyDocument, person: PersonNow, { about }: VoteFacts): boolean {
	return policy.require.some(
		(requirement) => (requirement.veto === true || whetherApplies(requirement, about).applies) && isAsked(policy, requirement, person, about),
	);
}

/** Whether somebody may dismiss a request for changes now: an administrator who did not contribute. */
export function mayDismiss(
	change: Pick<ChangeSubject, 'contributors'>,
	userId: string,
	facts: { rolesNow: Readonly<Record<string, readonly string[]>> },
): boolean {
	return facts.rolesNow[userId]?.includes('admin') === true && !change.contributors.some((contributor) => contributor.userId === userId);
}
