import { judgeVotes, type RequirementStanding, requirementStandings, type Vote, whoCouldFulfil } from '@interlock/domain/change';
import { isAsked, oneOf, peopleOf } from '@interlock/domain/policy';
import type { PolicyDocument, Requirement } from '@interlock/domain/policy';
import type { ReadFacts } from './read-facts.ts';

/** A requirement as the page of a change shows it. */
export interface RequirementView {
	name: string;
	/** Whom it asks: "people with the role reviewer", "a reviewer". */
	asks: { many: string; one: string };
	count: number;
	applies: boolean;
	/** Why it applies or doesn't; null for one that is asked of every change. */
	why: string | null;
	/** Whose approvals are counted for it. */
	counted: RequirementStanding['counted'];
	missing: number;
	/** Names of the people who could still approve for it. */
	whoCan: string[];
	distinctFrom: string[];
	veto: boolean;
	/** It asks the viewer. */
	asksViewer: boolean;
}

/** The policy's requirements as they stand for a change, with who is missing and who could help. */
export function requirementViews(
	policy: PolicyDocument,
	{ subject, facts, people }: Pick<ReadFacts, 'subject' | 'facts' | 'people'>,
	votes: readonly Vote[],
	viewerId: string | null,
	nowMs: number,
): RequirementView[] {
	const viewer = people.find(({ userId }) => userId === viewerId);
	return requirementStandings(policy, judgeVotes(policy, subject, votes, facts, nowMs), facts).map((standing) => {
		const { requirement, applies, why, counted, missing } = standing;
		return {
			...wordsOf(requirement),
			count: requirement.count,
			applies,
			why: requirement.when === undefined ? null : why,
			counted,
			missing,
			whoCan: whoCouldFulfil(policy, standing, subject.contributors, people, facts),
			asksViewer: applies && viewer !== undefined && isAsked(policy, requirement, viewer, facts.about),
		};
	});
}

function wordsOf({ name, from, distinctFrom, veto }: Requirement) {
	return { name, asks: { many: peopleOf(from), one: oneOf(from) }, distinctFrom: distinctFrom ?? [], veto: veto === true };
}
