import { formatInstant } from '../../policy/index.ts';
import { formatDuration } from '../../statistics/index.ts';
import type { HoldRule } from '../decision.ts';
import { quorumOf } from '../quorum.ts';

/** R18: after the approvals are complete, the rollout waits as long as the policy says, so that somebody can still object. */
export const holdsOfWait: HoldRule = (given) => {
	const { policy, nowMs } = given;
	const quorum = policy.waitMs > 0 ? quorumOf(given) : null;
	if (!quorum || nowMs >= quorum.atMs + policy.waitMs) return [];
	const untilMs = quorum.atMs + policy.waitMs;
	const end = formatInstant(untilMs);
	return [{ reason: `Waits ${formatDuration(policy.waitMs)} after the approvals, until ${end}.`, needed: `the end of the wait timer, ${end}`, untilMs }];
};
