import type { State } from '@interlock/ui/base';
import type { Proposal } from './types.ts';

/** How a proposal's state looks, with its word. */
export function stateOfProposal({ state, outdated }: Pick<Proposal, 'state' | 'outdated'>): { state: State; children: string } {
	if (outdated) return { state: 'superseded', children: 'Outdated' };
	return LOOK[state];
}

const LOOK: Record<Proposal['state'], { state: State; children: string }> = {
	open: { state: 'in-review', children: 'Waits for approval' },
	approved: { state: 'approved', children: 'Approved' },
	rejected: { state: 'changes-requested', children: 'Rejected' },
	withdrawn: { state: 'dismissed', children: 'Withdrawn' },
};
