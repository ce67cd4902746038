import { describe, expect, it } from 'vitest';
import { stateOf } from './change-state.ts';

describe('stateOf', () => {
	it('names the rollout of an approved change', () => {
		expect(stateOf({ state: 'approved', rollout: 'running' }).word).toBe('Approved, rolling out');
		expect(stateOf({ state: 'approved', rollout: 'paused' }).state).toBe('paused');
	});

	it('shows a rolled-back change as that, not only as closed', () => {
		expect(stateOf({ state: 'closed', rollout: 'rolled-back' }).state).toBe('rolled-back');
	});

	it('is the state itself otherwise', () => {
		expect(stateOf({ state: 'in-review', rollout: null })).toEqual({ state: 'in-review' });
		expect(stateOf({ state: 'applied', rollout: 'live' })).toEqual({ state: 'applied' });
	});
});
