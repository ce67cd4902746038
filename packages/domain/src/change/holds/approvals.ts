import type { HoldRule } from '../decision.ts';

/** As many people as the policy asks for approve the newest revision. */
export const holdsOfApprovals: HoldRule = ({ policy, votes }) => {
	const { count, role } = policy.approvals;
	const given = votes.filter((vote) => vote.verdict === 'approve' && vote.counts).length;
	const open = count - given;
	if (open <= 0) return [];
	return [
		{
			reason: `${given} of ${count} approvals by people with the role ${role}.`,
			needed: `${open} more ${open === 1 ? 'approval' : 'approvals'} by a ${role} who didn't contribute`,
		},
	];
};
