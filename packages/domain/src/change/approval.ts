// Rules
// 1. A change may roll out when as many people as its policy asks for approve its newest revision, every gate of that revision
//    passed, and nobody asks for changes.
// 2. Only a person approves: never a service account, a process or the instance.
// 3. The person must have the policy's role, when voting and when it is decided. No other role replaces it, administrator included.
// 4. Nobody approves work they contributed to: whoever opened the change or pushed a revision, started the training, uploaded the
//    version, made a dataset it brings in, or owns the token or service account that did. Over all revisions, for ever.
// 5. One person has one vote; the newest verdict counts.
// 6. An approval binds to the digests of the revision and of its policy, and expires after the policy's time. A new revision voids it.
// 7. A request for changes holds the change until that person withdraws it or approves.
// 8. A gate that failed, is inconclusive or isn't decided yet holds the change; approving stays possible meanwhile.
// 9. The comparison must be with what the endpoint runs: when its champion moved on, a new revision has to be pushed.
// 10. Only a change in review rolls out, before it expires, and while no other rollout of its endpoint is open.

import type { Role } from '../access/index.ts';
import type { PolicyDocument } from '../policy/index.ts';
import { type ChangeState, nameOfState } from './change-state.ts';
import { type Contributor, whyContributor } from './contributor.ts';
import { type StandingVote, standingVotes, type Vote } from './vote.ts';

/** The change as it stands: its newest revision's digests, and everybody who contributed to any revision. */
export interface ChangeSubject {
	state: ChangeState;
	revision: number;
	digest: string;
	policyDigest: string;
	contributors: readonly Contributor[];
	expiresAtMs: number;
}

export interface GateStanding {
	title: string;
	status: 'pending' | 'passed' | 'failed' | 'inconclusive';
}

/** What is true now, read in the transaction that decides. */
export interface ApprovalFacts {
	/** Roles people have now in the organization; somebody disabled or gone has none. */
	rolesNow: Readonly<Record<string, readonly Role[]>>;
	/** Gates of the newest revision; empty until it is evaluated. */
	gates: readonly GateStanding[];
	evaluation: 'pending' | 'running' | 'finished' | 'failed';
	/** The endpoint runs another version than the one compared with. */
	championMoved: boolean;
	/** Another rollout of the endpoint is running or paused. */
	rolloutOpen: boolean;
}

export interface Decision {
	outcome: 'allow' | 'deny';
	/** Why, as sentences. */
	reasons: string[];
	/** What would still have to happen, as sentences; empty when allowed. */
	missing: string[];
}

/** A standing verdict and whether it counts, with the sentence why not. */
export interface JudgedVote extends StandingVote {
	counts: boolean;
	why: string | null;
}

/** May the change roll out now? Pure; evaluated in the transaction that acts on it, and by the browser to explain it. */
export function decide(policy: PolicyDocument, change: ChangeSubject, votes: readonly Vote[], facts: ApprovalFacts, nowMs: number): Decision {
	const reasons: string[] = [];
	const missing: string[] = [];
	const hold = (reason: string, needed: string) => {
		reasons.push(reason);
		missing.push(needed);
	};

	if (change.state !== 'in-review') hold(`The change is ${nameOfState(change.state)}.`, 'a change in review');
	if (nowMs >= change.expiresAtMs) hold('The change expired.', 'a new change');

	const judged = judgeVotes(policy, change, votes, facts, nowMs);
	const approvals = judged.filter((vote) => vote.verdict === 'approve' && vote.counts);
	const open = policy.approvals.count - approvals.length;
	if (open > 0) {
		hold(
			`${approvals.length} of ${policy.approvals.count} approvals by people with the role ${policy.approvals.role}.`,
			`${open} more ${open === 1 ? 'approval' : 'approvals'} by a ${policy.approvals.role} who didn't contribute`,
		);
	}
	for (const vote of judged) {
		if (vote.verdict === 'request-changes' && vote.counts)
			hold(`${vote.name} asks for changes.`, `${vote.name} to approve or to withdraw the request for changes`);
	}
	for (const { reason, needed } of evaluationHolds(change, facts)) hold(reason, needed);
	if (facts.championMoved) hold('The endpoint runs another version now than the one compared with.', 'a new revision, compared with what runs now');
	if (facts.rolloutOpen) hold('Another rollout of this endpoint is open.', 'the end of the open rollout');

	if (missing.length > 0) return { outcome: 'deny', reasons, missing };
	return {
		outcome: 'allow',
		reasons: [`${approvals.map((vote) => vote.name).join(', ')} approved revision ${change.revision}; every gate passed.`],
		missing: [],
	};
}

/** Each standing verdict with whether it counts for the newest revision now, and the sentence why not. */
export function judgeVotes(
	policy: PolicyDocument,
	change: ChangeSubject,
	votes: readonly Vote[],
	facts: Pick<ApprovalFacts, 'rolesNow'>,
	nowMs: number,
): JudgedVote[] {
	return standingVotes(votes).map((vote) => {
		const why = vote.verdict === 'approve' ? whyApprovalDoesNotCount(policy, change, vote, facts, nowMs) : whyBlockDoesNotCount(policy, vote, facts);
		return { ...vote, counts: why === null, why };
	});
}

function whyApprovalDoesNotCount(
	policy: PolicyDocument,
	change: ChangeSubject,
	vote: StandingVote,
	facts: Pick<ApprovalFacts, 'rolesNow'>,
	nowMs: number,
): string | null {
	const roles = vote.userId ? (facts.rolesNow[vote.userId] ?? []) : [];
	const barred = whyNotEligible(policy, change.contributors, { userId: vote.userId, name: vote.name, roles });
	if (barred) return barred;
	if (vote.revision !== change.revision || vote.digest !== change.digest) return `Given on revision ${vote.revision}; revision ${change.revision} voided it.`;
	if (vote.policyDigest !== change.policyDigest) return 'Given under another policy.';
	if (nowMs - vote.atMs >= policy.expiry.approvalMs) return 'Expired.';
	return null;
}

function whyBlockDoesNotCount(policy: PolicyDocument, vote: StandingVote, facts: Pick<ApprovalFacts, 'rolesNow'>): string | null {
	if (vote.userId === null) return null;
	const roles = facts.rolesNow[vote.userId] ?? [];
	return roles.includes(policy.approvals.role) ? null : `${vote.name} doesn't have the role ${policy.approvals.role} any more.`;
}

/** Somebody who might approve. `userId` null: no person (a service account, a process). */
export interface Candidate {
	userId: string | null;
	name: string;
	roles: readonly Role[];
}

/** The rule that bars somebody from approving this change, as a sentence, or null. Doesn't look at the change's state. */
export function whyNotEligible(policy: PolicyDocument, contributors: readonly Contributor[], person: Candidate): string | null {
	if (person.userId === null) return `${person.name} isn't a person; only a person approves.`;
	const contributed = whyContributor(contributors, person.userId);
	if (contributed) return `${person.name} contributed (${contributed}), so ${person.name} can't approve.`;
	if (!person.roles.includes(policy.approvals.role)) return `Approving needs the role ${policy.approvals.role}.`;
	return null;
}

function evaluationHolds(change: ChangeSubject, facts: ApprovalFacts): { reason: string; needed: string }[] {
	if (facts.evaluation === 'failed')
		return [{ reason: `The evaluation of revision ${change.revision} failed.`, needed: 'a new revision that can be evaluated' }];
	if (facts.evaluation !== 'finished') return [{ reason: `Revision ${change.revision} isn't evaluated yet.`, needed: 'the end of the evaluation' }];
	if (facts.gates.length === 0) return [{ reason: `Revision ${change.revision} has no gates.`, needed: 'gates' }];
	return facts.gates
		.filter((gate) => gate.status !== 'passed')
		.map((gate) => ({ reason: `${gate.title}: ${gate.status}.`, needed: `"${gate.title}" to pass` }));
}
