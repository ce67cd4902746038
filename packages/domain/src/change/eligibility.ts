import type { Role } from '../access/index.ts';
import { isAsked, type PolicyDocument, type Requirement, standingOf, whetherApplies } from '../policy/index.ts';
import { type Contributor, whyContributor } from './contributor.ts';
import type { ApprovalFacts } from './decision.ts';

/** Somebody who might approve. `userId` null: no person (a service account, a process). */
export interface Candidate {
	userId: string | null;
	name: string;
	roles: readonly Role[];
	groups: readonly string[];
}

/** The requirements that apply to a change now, in the policy's order. */
export function requirementsThatApply(policy: PolicyDocument, { about }: Pick<ApprovalFacts, 'about'>): Requirement[] {
	return policy.require.filter((requirement) => whetherApplies(requirement, about).applies);
}

/**
 * The same where the environment has a newer policy: whoever one of both asks may approve, because the change needs what both ask.
 */
export function whyMayNotApprove(
	policy: PolicyDocument,
	contributors: readonly Contributor[],
	person: Candidate,
	facts: Pick<ApprovalFacts, 'about' | 'away' | 'newerPolicy'>,
): string | null {
	const barred = whyNotEligible(policy, contributors, person, facts);
	if (barred === null || !facts.newerPolicy) return barred;
	return whyNotEligible(facts.newerPolicy, contributors, person, facts) === null ? null : barred;
}

/** Names of the requirements that apply and ask this person; an approval of theirs counts for these. */
export function asksOf(policy: PolicyDocument, person: Pick<Candidate, 'roles' | 'groups'>, facts: Pick<ApprovalFacts, 'about'>): string[] {
	return requirementsThatApply(policy, facts)
		.filter((requirement) => isAsked(policy, requirement, person, facts.about))
		.map(({ name }) => name);
}

/** The rule that bars somebody from approving this change, as a sentence, or null. Doesn't look at the change's state. */
export function whyNotEligible(
	policy: PolicyDocument,
	contributors: readonly Contributor[],
	person: Candidate,
	facts: Pick<ApprovalFacts, 'about' | 'away'>,
): string | null {
	if (person.userId === null) return `${person.name} isn't a person; only a person approves.`;
	const contributed = whyContributor(contributors, person.userId);
	if (contributed) return `${person.name} contributed (${contributed}), so ${person.name} can't approve.`;
	const away = facts.away?.[person.userId];
	if (away) return away;
	if (asksOf(policy, person, facts).length === 0) return `Approving needs ${needed(policy, facts)}.`;
	return null;
}

function needed(policy: PolicyDocument, facts: Pick<ApprovalFacts, 'about'>): string {
	return standingOf(requirementsThatApply(policy, facts).flatMap(({ from }) => from));
}
