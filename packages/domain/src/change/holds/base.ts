import type { Hold, HoldRule } from '../decision.ts';

/** The comparison is with what the endpoint runs, and no other rollout of it is open. */
export const holdsOfBase: HoldRule = ({ facts }) => {
	const holds: Hold[] = [];
	if (facts.championMoved)
		holds.push({ reason: 'The endpoint runs another version now than the one compared with.', needed: 'a new revision, compared with what runs now' });
	if (facts.rolloutOpen) holds.push({ reason: 'Another rollout of this endpoint is open.', needed: 'the end of the open rollout' });
	return holds;
};
