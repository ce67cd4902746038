// Rules: what the change's process does next, from the row alone.
// 1. A version that went out by break-glass and that nobody reviewed by its time is rolled back.
// 2. Applied and closed end it; an applied one only once its emergency is reviewed and no training for its gates goes on.
// 3. Approved, it waits for its rollout, whose end applies or closes it.
// 4. A change in review that reached its time expires.
// 5. A revision whose policy asks for it is trained again, once, and judged when that training ended.
// 6. A revision that isn't evaluated is evaluated; one whose champion or evaluation data moved since is evaluated again (R14).
// 7. A retrain's change whose candidate is not shown better closes with that evidence, where the policy says so; so does one that
//    can't be evaluated.
// 8. While approvals are missing, the reviewers are reminded once per revision, others are asked once, and at last it closes.
// 9. Otherwise it waits for people, at most until the next of these times.

import type { PolicyDocument } from '../policy/index.ts';
import { formatDuration } from '../statistics/index.ts';
import type { ChangeState } from './change-state.ts';

export type ChangeStep =
	| { next: 'end' }
	| { next: 'expire' }
	| { next: 'reproduce'; revision: number }
	| { next: 'settle-reproduction'; revision: number }
	| { next: 'evaluate'; revision: number }
	| { next: 'reevaluate'; because: string }
	| { next: 'close-unproven'; reason: string }
	| { next: 'close-unreviewed'; reason: string }
	| { next: 'remind' }
	| { next: 'escalate' }
	| { next: 'take-back' }
	| { next: 'wait'; forMs: number | null };

export interface ChangeStanding {
	state: ChangeState;
	origin: 'person' | 'retrain';
	revision: number;
	evaluation: 'pending' | 'running' | 'finished' | 'failed';
	evaluationError: string | null;
	/** The gate that compares candidate and champion; null before the evaluation. */
	comparisonGate: { status: 'pending' | 'running' | 'passed' | 'failed' | 'inconclusive'; sentence: string } | null;
	/** Training it again for the reproduction gate: `due`, going on, or ended and to be judged; null or absent where nothing is to be done. */
	reproduction?: 'due' | 'training' | 'ended' | null;
	/** Why the comparison is stale, as a sentence; null or absent while it is with what the endpoint runs, on the newest data. */
	stale?: string | null;
	expiresAtMs: number;
	review: ReviewStanding;
	/** When a break-glass that was used has to be reviewed; null when there is none, or it was. */
	reviewDueMs: number | null;
}

/** How far the reviewing of the newest revision is. */
export interface ReviewStanding {
	pushedAtMs: number;
	/** Approvals that the policy asks for are missing. */
	missing: boolean;
	reminded: boolean;
	escalated: boolean;
}

/** The next step of a change's process. Pure: the process re-reads its row and does what this says. */
export function nextStepOf(change: ChangeStanding, policy: PolicyDocument, nowMs: number): ChangeStep {
	const { reviewDueMs } = change;
	if (change.state === 'closed') return { next: 'end' };
	if (change.reproduction === 'ended') return { next: 'settle-reproduction', revision: change.revision };
	if (reviewDueMs !== null) return nowMs >= reviewDueMs ? { next: 'take-back' } : { next: 'wait', forMs: reviewDueMs - nowMs };
	if (change.state === 'applied') return change.reproduction === 'training' ? { next: 'wait', forMs: null } : { next: 'end' };
	if (change.state === 'approved') return { next: 'wait', forMs: null };
	if (nowMs >= change.expiresAtMs) return { next: 'expire' };
	if (change.reproduction === 'due') return { next: 'reproduce', revision: change.revision };
	if (change.evaluation === 'pending' || change.evaluation === 'running') return { next: 'evaluate', revision: change.revision };
	if (change.stale) return { next: 'reevaluate', because: change.stale };
	if (change.origin === 'retrain' && policy.retrain.closeWhenNotShownBetter) {
		if (change.evaluation === 'failed') return { next: 'close-unproven', reason: `Not evaluated: ${change.evaluationError ?? 'the evaluation failed'}` };
		if (change.comparisonGate && change.comparisonGate.status !== 'passed')
			return { next: 'close-unproven', reason: `Not shown better: ${change.comparisonGate.sentence}` };
	}
	const waits = change.review.missing && change.evaluation === 'finished';
	return (waits && askAgain(change.review, policy, nowMs)) || { next: 'wait', forMs: nextTimeMs(change, policy, waits) - nowMs };
}

/** When the review is due, in ms. */
export function reviewDueAt({ pushedAtMs }: Pick<ReviewStanding, 'pushedAtMs'>, { review }: Pick<PolicyDocument, 'review'>, share = review.closeAt): number {
	return pushedAtMs + Math.round(review.dueMs * share);
}

function askAgain(standing: ReviewStanding, policy: PolicyDocument, nowMs: number): ChangeStep | null {
	const { review } = policy;
	const reached = (share: number) => nowMs >= reviewDueAt(standing, policy, share);
	if (reached(review.closeAt)) return { next: 'close-unreviewed', reason: `Not approved within ${formatDuration(Math.round(review.dueMs * review.closeAt))}.` };
	if (standing.escalated) return null;
	if (reached(review.escalateAt)) return { next: 'escalate' };
	return reached(review.remindAt) && !standing.reminded ? { next: 'remind' } : null;
}

function nextTimeMs({ expiresAtMs, review }: ChangeStanding, policy: PolicyDocument, waits: boolean): number {
	if (!waits) return expiresAtMs;
	const { remindAt, escalateAt, closeAt } = policy.review;
	const ahead = [closeAt, ...(review.escalated ? [] : [escalateAt]), ...(review.escalated || review.reminded ? [] : [remindAt])];
	return Math.min(expiresAtMs, ...ahead.map((share) => reviewDueAt(review, policy, share)));
}
