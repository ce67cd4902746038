import type { HoldRule } from '../decision.ts';

/** Whoever approves opened each diff that the policy requires, on this revision, where it insists on that. */
export const holdsOfOpenedDiffs: HoldRule = ({ policy, votes, facts }) => {
	const { requiredDiffs, mustBeOpened } = policy.openedDiffs;
	if (!mustBeOpened) return [];
	return votes
		.filter((vote) => vote.verdict === 'approve' && vote.counts)
		.flatMap(({ userId, name }) => {
			const opened = (userId && facts.openedTabs?.[userId]) || [];
			const left = requiredDiffs.filter((tab) => !opened.includes(tab));
			return left.length === 0 ? [] : [{ reason: `${name} approved without opening ${left.join(', ')}.`, needed: `${name} to open ${left.join(', ')}` }];
		});
};
