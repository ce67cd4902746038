import type { HoldRule } from '../decision.ts';

/** Every thread is resolved, where the policy asks for it; outdated ones too. */
export const holdsOfDiscussions: HoldRule = ({ policy, facts }) => {
	const { openThreads = 0 } = facts;
	if (!policy.discussions.mustBeResolved || openThreads === 0) return [];
	const threads = openThreads === 1 ? '1 thread' : `${openThreads} threads`;
	return [{ reason: `${threads} of the discussion ${openThreads === 1 ? 'is' : 'are'} open.`, needed: `${threads} to be resolved` }];
};
