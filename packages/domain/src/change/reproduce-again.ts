import type { GateStatus } from '../gate/index.ts';
import type { ChangeState } from './change-state.ts';

/** Why a revision can't be trained again once more, as a sentence, or null. `gate`: of its reproduction; null where its policy asks for none. */
export function whyNotReproduceAgain(state: ChangeState, gate: GateStatus | null): string | null {
	if (gate === null) return 'The policy of this revision asks for none.';
	if (state !== 'in-review' && state !== 'draft') return 'The change is not in review.';
	if (gate === 'pending' || gate === 'running') return 'It is on its way.';
	return gate === 'inconclusive' ? null : `It ${gate}; only what is inconclusive is tried again.`;
}
