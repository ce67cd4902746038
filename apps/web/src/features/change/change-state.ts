import type { State } from '@interlock/ui/base';
import type { ChangeDetail, ChangeRow } from './types.ts';

/** The badge of a change: its state, and while it rolls out where the rollout stands. */
export function stateOf(change: Pick<ChangeDetail, 'state' | 'rollout'> | Pick<ChangeRow, 'state' | 'rollout'>): { state: State; word?: string } {
	const rollout = typeof change.rollout === 'string' || change.rollout === null ? change.rollout : change.rollout.state;
	if (rollout === 'rolled-back') return { state: 'rolled-back' };
	if (change.state === 'approved' && rollout === 'running') return { state: 'rolling-out', word: 'Approved, rolling out' };
	if (change.state === 'approved' && rollout === 'paused') return { state: 'paused', word: 'Approved, rollout paused' };
	return { state: change.state };
}
