import { assignVotes, isAsked, type PolicyDocument, type Requirement, whetherApplies } from '../policy/index.ts';
import { type Contributor, whyContributor } from './contributor.ts';
import type { ApprovalFacts } from './decision.ts';
import type { Candidate } from './eligibility.ts';
import type { JudgedVote } from './vote.ts';

/** Where a requirement stands: whether it applies and why, and whose approvals are counted for it. */
export interface RequirementStanding {
	requirement: Requirement;
	applies: boolean;
	/** Why it applies or doesn't, as a sentence. */
	why: string;
	/** Whose approvals are counted for it, in order of approving. */
	counted: { userId: string; name: string }[];
	/** Approvals it still misses; 0 when it is fulfilled or doesn't apply. */
	missing: number;
}

/** Each requirement of the policy as it stands. Approvals are counted so that all are fulfilled if any way of counting does that. */
export function requirementStandings(policy: PolicyDocument, votes: readonly JudgedVote[], { about }: Pick<ApprovalFacts, 'about'>): RequirementStanding[] {
	const all = policy.require.map((requirement) => ({ requirement, ...whetherApplies(requirement, about) }));
	const approvers = votes.flatMap((vote) => (vote.userId !== null && vote.for.length > 0 ? [{ id: vote.userId, name: vote.name, for: vote.for }] : []));
	const assigned = assignVotes(
		all.filter(({ applies }) => applies).map(({ requirement }) => requirement),
		approvers,
	);
	return all.map(({ requirement, applies, why }) => {
		const ids = assigned.get(requirement.name) ?? [];
		const counted = approvers.filter(({ id }) => ids.includes(id)).map(({ id, name }) => ({ userId: id, name }));
		return { requirement, applies, why, counted, missing: applies ? Math.max(0, requirement.count - counted.length) : 0 };
	});
}

/** Names of the people who could still approve for a requirement: whom it asks, who did not contribute and isn't counted for it. */
export function whoCouldFulfil(
	policy: PolicyDocument,
	{ requirement, counted }: RequirementStanding,
	contributors: readonly Contributor[],
	people: readonly Candidate[],
	{ about }: Pick<ApprovalFacts, 'about'>,
): string[] {
	return people
		.filter((person) => person.userId !== null && whyContributor(contributors, person.userId) === null)
		.filter((person) => isAsked(policy, requirement, person, about) && !counted.some(({ userId }) => userId === person.userId))
		.map(({ name }) => name);
}
