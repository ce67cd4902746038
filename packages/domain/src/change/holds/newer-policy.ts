import { coversGate, gatesOf, type PolicyDocument } from '../../policy/index.ts';
import type { Given, Hold, HoldRule } from '../decision.ts';
import { judgeVotes } from '../judge-votes.ts';
import { holdsOfApprovals } from './approvals.ts';
import { holdsOfBlocks } from './blocks.ts';
import { holdsOfDeployWindow } from './deploy-window.ts';
import { holdsOfDiscussions } from './discussions.ts';
import { holdsOfEvaluation } from './evaluation.ts';
import { holdsOfFreeze } from './freeze.ts';
import { holdsOfOpenedDiffs } from './opened-diffs.ts';
import { holdsOfWait } from './wait.ts';

/** Rules that hang on what the policy says. */
const BY_POLICY: readonly HoldRule[] = [
	holdsOfApprovals,
	holdsOfOpenedDiffs,
	holdsOfBlocks,
	holdsOfDiscussions,
	holdsOfEvaluation,
	holdsOfFreeze,
	holdsOfWait,
	holdsOfDeployWindow,
];

/**
 * An open change keeps the stricter of the policy that bound its revision and the newest one: what the newest asks beside holds it too,
 * and a gate that only the newest has, or has with a stricter limit, needs a revision that is judged by it. What the newest asks no longer,
 * the older one still asks.
 */
export const holdsOfNewerPolicy: HoldRule = (given) => {
	const policy = given.facts.newerPolicy;
	if (!policy) return [];
	const newer = { ...given, policy, votes: judgeVotes(policy, given.change, given.given, given.facts, given.nowMs) };
	const asked = (one: Given) => BY_POLICY.flatMap((rule) => rule(one));
	const already = asked(given).map(({ reason }) => reason);
	return [...asked(newer), ...newGates(given, policy)]
		.filter(({ reason }) => !already.includes(reason))
		.map((hold) => ({ ...hold, reason: `By the newest policy: ${hold.reason}` }));
};

function newGates({ policy, facts: { about } }: Given, newest: PolicyDocument): Hold[] {
	const change = { origin: about.origin === 'retrain' ? ('retrain' as const) : ('person' as const), hasChampion: about.first_version !== true };
	const judged = gatesOf(policy, change);
	return gatesOf(newest, change)
		.filter((asked) => !judged.some((one) => coversGate(one, asked)))
		.map(({ kind }) => ({
			reason: judged.some((one) => one.kind === kind) ? `${kind} was judged by other limits.` : `${kind} isn't judged.`,
			needed: 'a new revision, judged by the newest policy',
		}));
}
