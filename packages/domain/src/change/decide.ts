// Rules
// 1. A change may roll out when each requirement of its policy that applies has as many approvals of its newest revision as it asks
//    for, every gate of that revision passed, and nobody asks for changes.
// 2. Only a person approves: never a service account, a process or the instance.
// 3. The person must be one whom a requirement that applies asks, by role, group or ownership, when voting and when it is decided.
//    No other role replaces it, administrator included.
// 4. Nobody approves work they contributed to: whoever opened the change or pushed a revision, started the training, uploaded the
//    version, made a dataset it brings in, or owns the token or service account that did. Over all revisions, for ever.
// 5. One person has one vote; the newest verdict counts, once for each requirement whose people they belong to, and for one only of
//    those that the policy keeps apart. Approvals are counted so that everything is fulfilled if any way of counting does that.
// 6. An approval binds to the digests of the revision and of its policy, and expires after the policy's time. A new revision voids it.
// 7. A request for changes by somebody whom a requirement that applies asks, by somebody with a veto, or by a service account holds
//    the change until they withdraw it or approve, or an administrator who did not contribute dismisses it with a reason.
// 8. A gate that failed, is inconclusive or isn't decided yet holds the change unless it is waived now; approving stays possible meanwhile.
// 9. The comparison must be with what the endpoint runs, on its newest evaluation data: when either moved, it is recomputed first.
// 10. Nothing rolls out within a freeze, before the wait timer is over, or after the deploy window has closed.
// 11. Only a change in review rolls out, before it expires, and while no other rollout of its endpoint is open.
// 12. While something it depends on is recalled, its approvals are suspended.
// 13. An open thread holds the change where its policy says so, and an approver who did not open a required diff where it insists.
// 14. An open change keeps the stricter of its own policy and the environment's newest one.

import type { PolicyDocument } from '../policy/index.ts';
import type { ApprovalFacts, ChangeSubject, Decision, HoldRule } from './decision.ts';
import { holdsOfApprovals } from './holds/approvals.ts';
import { holdsOfBase } from './holds/base.ts';
import { holdsOfBlocks } from './holds/blocks.ts';
import { holdsOfDeployWindow } from './holds/deploy-window.ts';
import { holdsOfDiscussions } from './holds/discussions.ts';
import { holdsOfEvaluation } from './holds/evaluation.ts';
import { holdsOfOpenedDiffs } from './holds/opened-diffs.ts';
import { holdsOfRecalls } from './holds/recalled.ts';
import { holdsOfFreeze } from './holds/freeze.ts';
import { holdsOfNewerPolicy } from './holds/newer-policy.ts';
import { holdsOfState } from './holds/state.ts';
import { holdsOfWait } from './holds/wait.ts';
import { judgeVotes } from './judge-votes.ts';
import type { Vote } from './vote.ts';

/** In the order in which a reader asks: is it open, who approved, who objects, is it good, is it still about what runs, may it go now. */
const RULES: readonly HoldRule[] = [
	holdsOfState,
	holdsOfApprovals,
	holdsOfOpenedDiffs,
	holdsOfBlocks,
	holdsOfDiscussions,
	holdsOfNewerPolicy,
	holdsOfEvaluation,
	holdsOfBase,
	holdsOfRecalls,
	holdsOfFreeze,
	holdsOfWait,
	holdsOfDeployWindow,
];

/**
 * May the change roll out now? It may when no rule holds it. Pure; evaluated in the transaction that acts on it, and by the browser to
 * explain it.
 */
export function decide(policy: PolicyDocument, change: ChangeSubject, votes: readonly Vote[], facts: ApprovalFacts, nowMs: number): Decision {
	const given = { policy, change, votes: judgeVotes(policy, change, votes, facts, nowMs), given: votes, facts, nowMs };
	const holds = RULES.flatMap((rule) => rule(given));
	if (holds.length > 0) {
		const ends = holds.flatMap((hold) => hold.untilMs ?? []);
		return {
			outcome: 'deny',
			reasons: holds.map((hold) => hold.reason),
			missing: holds.map((hold) => hold.needed),
			...(ends.length > 0 ? { againAtMs: Math.min(...ends) } : {}),
		};
	}
	const approvers = given.votes.filter((vote) => vote.verdict === 'approve' && vote.counts).map((vote) => vote.name);
	return { outcome: 'allow', reasons: [`${approvers.join(', ')} approved revision ${change.revision}; every gate passed.`], missing: [] };
}
