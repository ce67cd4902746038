// Rules
// 1. Break-glass sends a change's newest revision out without the approvals and gates that are missing. It needs the permission of the
//    role breakglass, a fresh password, a reason of at least 20 characters and the id of the incident.
// 2. Only what was evaluated and is of an allowed format goes out, and only where a version serves that can be gone back to.
// 3. Where the policy asks for two people, the second confirms within the grant's time; the two share no group, and neither is the other.
// 4. Who lets it out (the second person, or the only one) did not contribute to it.
// 5. A project has at most three within 30 days.
// 6. All that own the project are told at once. It is recorded also when the policy would have allowed the change anyway.
// 7. Somebody who is neither of the two and did not contribute reviews it within its time. Rejected, or not reviewed: rolled back.

import type { BreakGlassPolicy } from '../policy/index.ts';
import { nameOfState, type ChangeState } from './change-state.ts';
import { type Contributor, whyContributor } from './contributor.ts';
import type { GateStanding } from './decision.ts';

const DAY_MS = 86_400_000;
/** The time in which uses are counted. */
export const BREAK_GLASS_WINDOW_MS = 30 * DAY_MS;

export interface BreakGlassFacts {
	state: ChangeState;
	evaluation: 'pending' | 'running' | 'finished' | 'failed';
	/** Standing of the gate on the file formats; null when there is none. */
	format: Pick<GateStanding, 'status'> | null;
	/** What serves now; null for nothing. */
	championVersion: number | null;
	championMoved: boolean;
	rolloutOpen: boolean;
	/** How many were used in the project within the window. */
	used: number;
}

/** Why a change can't go out by break-glass now, as a sentence, or null. Says nothing of the person. */
export function whyNoBreakGlass(policy: BreakGlassPolicy, facts: BreakGlassFacts): string | null {
	if (!policy.allowed) return 'The policy has no emergency path.';
	if (facts.state !== 'in-review') return `The change is ${nameOfState(facts.state)}.`;
	if (facts.evaluation !== 'finished') return 'The revision has to be evaluated first, so that its files are known to be what they claim.';
	if (facts.format?.status !== 'passed') return 'Its files are not of an allowed format.';
	if (facts.championVersion === null) return 'Nothing serves yet, so there is nothing to go back to.';
	if (facts.championMoved) return 'The endpoint runs another version now than the one compared with.';
	if (facts.rolloutOpen) return 'Another rollout of this endpoint is open.';
	if (facts.used >= policy.most) return `It was used ${facts.used} times within 30 days; ${policy.most} is the most.`;
	return null;
}

/** Where an emergency stands. */
export type BreakGlassState = 'requested' | 'lapsed' | 'waits-for-review' | 'accepted' | 'rejected' | 'taken-back';

export interface BreakGlassRecord {
	requestedByUserId: string;
	lapsesAtMs: number;
	confirmedByUserId: string | null;
	usedAtMs: number | null;
	reviewDueMs: number | null;
	verdict: 'accepted' | 'rejected' | null;
	takenBackAtMs: number | null;
}

/** Where an emergency stands now. */
export function stateOfBreakGlass(record: BreakGlassRecord, nowMs: number): BreakGlassState {
	if (record.takenBackAtMs !== null) return 'taken-back';
	if (record.verdict !== null) return record.verdict;
	if (record.usedAtMs !== null) return 'waits-for-review';
	return nowMs >= record.lapsesAtMs ? 'lapsed' : 'requested';
}

/** A person and the groups they belong to. */
export interface TeamMember {
	userId: string;
	name: string;
	groups: readonly string[];
}

/** Why somebody can't let it out, as a sentence, or null: they contributed. */
export function whyNotOut(contributors: readonly Contributor[], person: Pick<TeamMember, 'userId' | 'name'>): string | null {
	const contributed = whyContributor(contributors, person.userId);
	return contributed ? `${person.name} contributed (${contributed}); somebody else has to let it out.` : null;
}

/** Why somebody can't be the second person, as a sentence, or null. */
export function whyNotSecond(
	record: BreakGlassRecord,
	contributors: readonly Contributor[],
	first: TeamMember,
	second: TeamMember,
	nowMs: number,
): string | null {
	const state = stateOfBreakGlass(record, nowMs);
	if (state === 'lapsed') return 'The request lapsed; make a new one.';
	if (state !== 'requested') return 'It was confirmed already.';
	if (second.userId === first.userId) return 'A second person has to confirm it.';
	const contributed = whyNotOut(contributors, second);
	if (contributed) return contributed;
	const shared = second.groups.find((group) => first.groups.includes(group));
	return shared === undefined ? null : `The second person has to be of another group; both belong to ${shared}.`;
}

/** Why somebody can't review what went out by break-glass, as a sentence, or null. */
export function whyNotReviewer(
	record: BreakGlassRecord,
	contributors: readonly Contributor[],
	person: { userId: string | null; name: string; mayReview: boolean },
	nowMs: number,
): string | null {
	if (person.userId === null) return `${person.name} isn't a person; only a person reviews.`;
	const state = stateOfBreakGlass(record, nowMs);
	if (state !== 'waits-for-review') return 'There is nothing to review.';
	if (person.userId === record.requestedByUserId || person.userId === record.confirmedByUserId)
		return `${person.name} broke the glass; somebody else reviews it.`;
	const contributed = whyContributor(contributors, person.userId);
	if (contributed) return `${person.name} contributed (${contributed}), so ${person.name} can't review it.`;
	return person.mayReview ? null : 'Reviewing needs the role reviewer.';
}
