import type { PolicyDocument } from '../policy/index.ts';
import { nameOfState } from './change-state.ts';
import type { ApprovalFacts, ChangeSubject } from './decision.ts';
import { whyComparisonVoids } from './evaluation-record.ts';
import { type Candidate, whyMayNotApprove } from './eligibility.ts';
import { standingVotes, type Vote } from './vote.ts';

export interface ApproveExplanation {
	enabled: boolean;
	/** The rule that bars the viewer, or what approving does. */
	sentence: string;
	/** Stable name of the rule, for tests and styling; null when enabled. */
	rule: 'not-a-person' | 'contributor' | 'role' | 'state' | 'expired' | 'approved-already' | null;
	/** Names of the people who can approve now. */
	whoCan: string[];
}

/** What the review box says: the rule that bars the viewer, and who can. The server refuses by the same function, inside its transaction. */
export function explainApprove(
	viewer: Candidate,
	change: ChangeSubject,
	policy: PolicyDocument,
	votes: readonly Vote[],
	people: readonly Candidate[],
	nowMs: number,
	facts: Pick<ApprovalFacts, 'about' | 'away' | 'newerPolicy'>,
): ApproveExplanation {
	const given = { change, policy, votes, nowMs, facts };
	const whoCan = people.filter((person) => refusal(person, given) === null).map((person) => person.name);
	const refused = refusal(viewer, given);
	if (!refused)
		return { enabled: true, rule: null, whoCan, sentence: `Approves revision ${change.revision}, ${shortDigest(change.digest)}, and nothing else.` };
	const others = refused.rule === 'state' || refused.rule === 'expired' ? '' : ` ${whoCanSentence(whoCan)}`;
	return { enabled: false, rule: refused.rule, whoCan, sentence: `${refused.sentence}${others}` };
}

interface ApproveGiven {
	change: ChangeSubject;
	policy: PolicyDocument;
	votes: readonly Vote[];
	nowMs: number;
	facts: Pick<ApprovalFacts, 'about' | 'away' | 'newerPolicy'>;
}

function refusal(
	person: Candidate,
	{ change, policy, votes, nowMs, facts }: ApproveGiven,
): { rule: Exclude<ApproveExplanation['rule'], null>; sentence: string } | null {
	const barred = whyMayNotApprove(policy, change.contributors, person, facts);
	if (barred) return { rule: ruleOf(person, change), sentence: barred };
	if (change.state !== 'in-review') return { rule: 'state', sentence: `The change is ${nameOfState(change.state)}.` };
	if (nowMs >= change.expiresAtMs) return { rule: 'expired', sentence: 'The change expired.' };
	const own = standingVotes(votes).find((vote) => vote.userId === person.userId);
	// After the deploy window they may approve again, which opens it anew (R15).
	const standsForMs = Math.min(policy.expiry.approvalMs, policy.waitMs + policy.expiry.deployWindowMs);
	const stands =
		own?.verdict === 'approve' &&
		own.digest === change.digest &&
		own.policyDigest === change.policyDigest &&
		whyComparisonVoids(own.comparisonDigest ?? null, change.comparison ?? null) === null &&
		nowMs - own.atMs < standsForMs;
	if (stands) return { rule: 'approved-already', sentence: `${person.name} approved this revision already.` };
	return null;
}

function ruleOf(person: Candidate, change: ChangeSubject): 'not-a-person' | 'contributor' | 'role' {
	if (person.userId === null) return 'not-a-person';
	return change.contributors.some((c) => c.userId === person.userId) ? 'contributor' : 'role';
}

function whoCanSentence(names: readonly string[]): string {
	if (names.length === 0) return 'Nobody can at the moment: a person whom the policy asks and who did not contribute has to join.';
	if (names.length > 3) return `${names.slice(0, 3).join(', ')} and ${names.length - 3} more can.`;
	return `${names.join(' or ')} can.`;
}

/** The digest as pages show it: first four and last four characters. */
export function shortDigest(digest: string): string {
	return `${digest.slice(0, 4)}…${digest.slice(-4)}`;
}
