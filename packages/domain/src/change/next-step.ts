// Rules: what the change's process does next, from the row alone.
// 1. Applied and closed end it.
// 2. Approved, it waits for its rollout, whose end applies or closes it.
// 3. A change in review that reached its time expires.
// 4. A revision that isn't evaluated is evaluated.
// 5. A retrain's change whose candidate is not shown better closes with that evidence, where the policy says so; so does one that
//    can't be evaluated.
// 6. Otherwise it waits for people, at most until it expires.

import type { PolicyDocument } from '../policy/index.ts';
import type { ChangeState } from './change-state.ts';

export type ChangeStep =
	| { next: 'end' }
	| { next: 'expire' }
	| { next: 'evaluate'; revision: number }
	| { next: 'close-unproven'; reason: string }
	| { next: 'wait'; forMs: number | null };

export interface ChangeStanding {
	state: ChangeState;
	origin: 'person' | 'retrain';
	revision: number;
	evaluation: 'pending' | 'running' | 'finished' | 'failed';
	evaluationError: string | null;
	/** The gate that compares candidate and champion; null before the evaluation. */
	comparisonGate: { status: 'pending' | 'running' | 'passed' | 'failed' | 'inconclusive'; sentence: string } | null;
	expiresAtMs: number;
}

/** The next step of a change's process. Pure: the process re-reads its row and does what this says. */
export function nextStepOf(change: ChangeStanding, policy: PolicyDocument, nowMs: number): ChangeStep {
	if (change.state === 'applied' || change.state === 'closed') return { next: 'end' };
	if (change.state === 'approved') return { next: 'wait', forMs: null };
	if (nowMs >= change.expiresAtMs) return { next: 'expire' };
	if (change.evaluation === 'pending' || change.evaluation === 'running') return { next: 'evaluate', revision: change.revision };
	if (change.origin === 'retrain' && policy.retrain.closeWhenNotShownBetter) {
		if (change.evaluation === 'failed') return { next: 'close-unproven', reason: `Not evaluated: ${change.evaluationError ?? 'the evaluation failed'}` };
		if (change.comparisonGate && change.comparisonGate.status !== 'passed')
			return { next: 'close-unproven', reason: `Not shown better: ${change.comparisonGate.sentence}` };
	}
	return { next: 'wait', forMs: change.expiresAtMs - nowMs };
}
