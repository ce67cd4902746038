// Rules
// 1. A change is a draft, in review, approved, applied or closed; applied and closed are final.
// 2. Only a change in review can be approved, and only while its policy's decision allows it.
// 3. A new revision is pushed to a draft or to a change in review; an approved one is rolling out and takes none.
// 4. An approved change ends by its rollout: applied when it reached 100 %, closed when it was rolled back.
// 5. A person can close a draft or a change in review; an approved one is ended by rolling back.

import { DomainError } from '../error/index.ts';

export const CHANGE_STATES = ['draft', 'in-review', 'approved', 'applied', 'closed'] as const;
export type ChangeState = (typeof CHANGE_STATES)[number];

export type ChangeEvent = 'ready' | 'push' | 'approve' | 'close' | 'apply' | 'roll-back';

const NEXT: Record<ChangeState, Partial<Record<ChangeEvent, ChangeState>>> = {
	draft: { ready: 'in-review', push: 'draft', close: 'closed' },
	'in-review': { push: 'in-review', approve: 'approved', close: 'closed' },
	approved: { apply: 'applied', 'roll-back': 'closed' },
	applied: {},
	closed: {},
};

const DOES: Record<ChangeEvent, string> = {
	ready: 'be put in review',
	push: 'take a new revision',
	approve: 'be reviewed',
	close: 'be closed',
	apply: 'be applied',
	'roll-back': 'be rolled back',
};

/** The state an event leads to, or null when a change in that state doesn't take it. */
export function stateAfter(state: ChangeState, event: ChangeEvent): ChangeState | null {
	return NEXT[state][event] ?? null;
}

/** The state an event leads to. Throws DomainError `conflict` naming the state when it isn't allowed. */
export function moveChange(state: ChangeState, event: ChangeEvent): ChangeState {
	const next = stateAfter(state, event);
	if (next) return next;
	throw new DomainError('conflict', `state: a change that is ${nameOfState(state)} can't ${DOES[event]}`, {
		field: 'state',
		value: state,
		reason: 'change-state',
	});
}

/** Whether a process still has something to do for a change in this state. */
export function isOpen(state: ChangeState): boolean {
	return state !== 'applied' && state !== 'closed';
}

/** The state in words, as pages and sentences write it. */
export function nameOfState(state: ChangeState): string {
	return state === 'in-review' ? 'in review' : state;
}
