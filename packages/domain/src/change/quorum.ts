import type { PolicyDocument } from '../policy/index.ts';
import type { ApprovalFacts, ChangeSubject, Given } from './decision.ts';
import { holdsOfApprovals } from './holds/approvals.ts';
import { judgeVotes } from './judge-votes.ts';
import type { Vote } from './vote.ts';

/** When the approvals that count now became complete, and when the newest of them was given; in ms. */
export interface Quorum {
	atMs: number;
	lastMs: number;
}

/**
 * The quorum, or null while it isn't reached. Derived from the votes, so that nobody has to keep it: it was reached at the earliest time
 * at which the verdicts given until then would have been enough.
 */
export function quorumOf(given: Given): Quorum | null {
	const times = given.votes.filter((vote) => vote.verdict === 'approve' && vote.counts).map((vote) => vote.atMs);
	const until = (atMs: number): Given => ({ ...given, votes: given.votes.filter((vote) => vote.atMs <= atMs) });
	const atMs = [...times].sort((a, b) => a - b).find((time) => holdsOfApprovals(until(time)).length === 0);
	return atMs === undefined ? null : { atMs, lastMs: Math.max(...times) };
}

/** Whether the approvals that the policy asks for are missing: that is what people are reminded of. */
export function missesApprovals(policy: PolicyDocument, change: ChangeSubject, votes: readonly Vote[], facts: ApprovalFacts, nowMs: number): boolean {
	return quorumOf({ policy, change, votes: judgeVotes(policy, change, votes, facts, nowMs), given: votes, facts, nowMs }) === null;
}
