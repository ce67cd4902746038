import { nameOfState } from '../change-state.ts';
import type { Hold, HoldRule } from '../decision.ts';

/** Only a change in review rolls out, before it expires. */
export const holdsOfState: HoldRule = ({ change, nowMs }) => {
	const holds: Hold[] = [];
	if (change.state !== 'in-review') holds.push({ reason: `The change is ${nameOfState(change.state)}.`, needed: 'a change in review' });
	if (nowMs >= change.expiresAtMs) holds.push({ reason: 'The change expired.', needed: 'a new change' });
	return holds;
};
