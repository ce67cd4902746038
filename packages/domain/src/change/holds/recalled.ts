import type { HoldRule } from '../decision.ts';

/** Nothing that the revision depends on is recalled. While something is, every approval of it is suspended. */
export const holdsOfRecalls: HoldRule = ({ facts }) =>
	(facts.recalled ?? []).map(({ name, reason, via }) => ({
		reason: `${name} was recalled (${via}): ${reason} Approvals are suspended.`,
		needed: `a revision that doesn't depend on ${name}, or the end of its recall`,
	}));
