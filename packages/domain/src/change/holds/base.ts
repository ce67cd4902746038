import type { Hold, HoldRule } from '../decision.ts';

/** The comparison is with what the endpoint runs and on its newest data, no other rollout of it is open, and nobody is ahead in its queue. */
export const holdsOfBase: HoldRule = ({ facts }) => {
	const holds: Hold[] = [];
	const ahead = facts.aheadInQueue ?? [];
	if (facts.championMoved)
		holds.push({
			reason: 'The endpoint runs another version now than the one compared with.',
			needed: 'the comparison with what runs now, which is being recomputed',
		});
	if (facts.dataMoved)
		holds.push({ reason: 'The evaluation data was replaced by a newer version.', needed: 'the comparison on the newest data, which is being recomputed' });
	if (facts.rolloutOpen) holds.push({ reason: 'Another rollout of this endpoint is open.', needed: 'the end of the open rollout' });
	if (ahead.length > 0) {
		const named = ahead.map((number) => `#${number}`).join(', ');
		holds.push({
			reason: `It is number ${ahead.length + 1} in the queue of this endpoint, behind ${named}.`,
			needed: `${named} to land or to leave the queue (this change is number ${ahead.length + 1})`,
		});
	}
	return holds;
};
