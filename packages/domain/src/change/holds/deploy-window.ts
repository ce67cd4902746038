import { formatInstant, type PolicyDocument } from '../../policy/index.ts';
import { formatDuration } from '../../statistics/index.ts';
import type { HoldRule } from '../decision.ts';
import { type Quorum, quorumOf } from '../quorum.ts';

/** R15: what isn't rolled out within the deploy window after the approvals were complete has to be approved again; each new approval opens it anew. */
export const holdsOfDeployWindow: HoldRule = (given) => {
	const { policy, nowMs } = given;
	const quorum = quorumOf(given);
	const closedMs = quorum && deployWindowEnd(policy, quorum);
	if (!closedMs || nowMs < closedMs) return [];
	return [
		{
			reason: `The deploy window of ${formatDuration(policy.expiry.deployWindowMs)} after the approvals closed at ${formatInstant(closedMs)}.`,
			needed: 'one of the approvers to approve again',
		},
	];
};

/** When the window closes in which a complete quorum may start a rollout. */
function deployWindowEnd(policy: Pick<PolicyDocument, 'waitMs' | 'expiry'>, quorum: Quorum): number {
	return Math.max(quorum.atMs + policy.waitMs, quorum.lastMs) + policy.expiry.deployWindowMs;
}
