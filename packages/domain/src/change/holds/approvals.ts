import { oneOf, peopleOf } from '../../policy/index.ts';
import type { HoldRule } from '../decision.ts';
import { requirementStandings } from '../requirement-standing.ts';

/** Each requirement of the policy that applies has the approvals it asks for. */
export const holdsOfApprovals: HoldRule = ({ policy, votes, facts }) =>
	requirementStandings(policy, votes, facts)
		.filter(({ missing }) => missing > 0)
		.map(({ requirement: { name, count, from }, missing }) => {
			// A policy with one requirement needs no name for it.
			const head = policy.require.length === 1 ? '' : `${name}: `;
			return {
				reason: `${head}${count - missing} of ${count} approvals by ${peopleOf(from)}.`,
				needed: `${head}${missing} more ${missing === 1 ? 'approval' : 'approvals'} by ${oneOf(from)} who didn't contribute`,
			};
		});
