import { describe, expect, it } from 'vitest';
import { defaultPolicy } from '../policy/index.ts';
import { type ChangeStanding, nextStepOf } from './index.ts';

const policy = defaultPolicy('production');
const standing: ChangeStanding = {
	state: 'in-review',
	origin: 'person',
	revision: 3,
	evaluation: 'finished',
	evaluationError: null,
	comparisonGate: { status: 'passed', sentence: 'better' },
	expiresAtMs: 1000,
};
const next = (more: Partial<ChangeStanding>, nowMs = 400) => nextStepOf({ ...standing, ...more }, policy, nowMs);

describe('the process of a change', () => {
	it('evaluates a revision, again after a worker died in it, and then waits for people until it expires', () => {
		expect(next({ evaluation: 'pending' })).toEqual({ next: 'evaluate', revision: 3 });
		expect(next({ evaluation: 'running' })).toEqual({ next: 'evaluate', revision: 3 });
		expect(next({})).toEqual({ next: 'wait', forMs: 600 });
		expect(next({}, 1000)).toEqual({ next: 'expire' });
	});

	it('closes a retrain that is not shown better, with its evidence', () => {
		const inconclusive = { status: 'inconclusive' as const, sentence: 'between 0.47 better and 1.21 worse' };
		expect(next({ origin: 'retrain', comparisonGate: inconclusive })).toEqual({
			next: 'close-unproven',
			reason: 'Not shown better: between 0.47 better and 1.21 worse',
		});
		expect(next({ origin: 'retrain' })).toMatchObject({ next: 'wait' });
		expect(next({ origin: 'person', comparisonGate: inconclusive })).toMatchObject({ next: 'wait' });
	});

	it('closes a retrain that cannot be evaluated; a person gets the chance to push another revision', () => {
		const failed = { evaluation: 'failed' as const, evaluationError: 'row 7: boom' };
		expect(next({ ...failed, origin: 'retrain' })).toEqual({ next: 'close-unproven', reason: 'Not evaluated: row 7: boom' });
		expect(next(failed)).toMatchObject({ next: 'wait' });
	});

	it('keeps an unproven retrain open where the policy says so', () => {
		const keep = { ...policy, retrain: { ...policy.retrain, closeWhenNotShownBetter: false } };
		expect(nextStepOf({ ...standing, origin: 'retrain', comparisonGate: { status: 'failed', sentence: 'worse' } }, keep, 0)).toMatchObject({ next: 'wait' });
	});

	it('waits without end for its rollout, and ends with it', () => {
		expect(next({ state: 'approved' }, 5000)).toEqual({ next: 'wait', forMs: null });
		expect(next({ state: 'applied' })).toEqual({ next: 'end' });
		expect(next({ state: 'closed' })).toEqual({ next: 'end' });
	});
});
