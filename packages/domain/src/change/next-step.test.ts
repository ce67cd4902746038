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
	review: { pushedAtMs: 0, missing: true, reminded: false, escalated: false },
	reviewDueMs: null,
};
const next = (more: Partial<ChangeStanding>, nowMs = 400) => nextStepOf({ ...standing, ...more }, policy, nowMs);

describe('the process of a change', () => {
	it('evaluates a revision, again after a worker died in it, and then waits for people until it expires', () => {
		expect(next({ evaluation: 'pending' })).toEqual({ next: 'evaluate', revision: 3 });
		expect(next({ evaluation: 'running' })).toEqual({ next: 'evaluate', revision: 3 });
		expect(next({})).toEqual({ next: 'wait', forMs: 600 });
		expect(next({}, 1000)).toEqual({ next: 'expire' });
	});

	it('trains a revision again before it evaluates it, waits for the training beside everything else, and judges it when it ended', () => {
		expect(next({ reproduction: 'due', evaluation: 'pending' })).toEqual({ next: 'reproduce', revision: 3 });
		expect(next({ reproduction: 'training', evaluation: 'pending' })).toEqual({ next: 'evaluate', revision: 3 });
		expect(next({ reproduction: 'training' })).toEqual({ next: 'wait', forMs: 600 });
		expect(next({ reproduction: 'ended' })).toEqual({ next: 'settle-reproduction', revision: 3 });
		expect(next({ reproduction: 'ended', state: 'approved' })).toEqual({ next: 'settle-reproduction', revision: 3 });
		expect(next({ reproduction: 'due' }, 1000)).toEqual({ next: 'expire' });
	});

	it('an applied change stays until the training for its waived gate ended; a closed one waits for nothing', () => {
		expect(next({ reproduction: 'training', state: 'applied' })).toEqual({ next: 'wait', forMs: null });
		expect(next({ reproduction: 'ended', state: 'applied' })).toEqual({ next: 'settle-reproduction', revision: 3 });
		expect(next({ state: 'applied' })).toEqual({ next: 'end' });
		expect(next({ reproduction: 'ended', state: 'closed' })).toEqual({ next: 'end' });
	});

	it('R14: evaluates a revision again when what it was compared with moved, before it closes or waits for anybody', () => {
		const stale = 'The endpoint runs another version now.';
		const inconclusive = { status: 'inconclusive' as const, sentence: 'x' };
		expect(next({ stale })).toEqual({ next: 'reevaluate', because: stale });
		expect(next({ stale, origin: 'retrain', comparisonGate: inconclusive })).toMatchObject({ next: 'reevaluate' });
		expect(next({ stale, evaluation: 'pending' })).toEqual({ next: 'evaluate', revision: 3 });
		expect(next({ stale, state: 'approved' })).toEqual({ next: 'wait', forMs: null });
		expect(next({ stale }, 1000)).toEqual({ next: 'expire' });
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

	it('R19: reminds at 25 %, escalates at 50 % and closes at 100 % of the time for a review, each once', () => {
		const dueMs = policy.review.dueMs;
		const at = (share: number, review: Partial<ChangeStanding['review']> = {}) =>
			next({ expiresAtMs: 3 * dueMs, review: { ...standing.review, ...review } }, share * dueMs);
		expect(at(0.2)).toEqual({ next: 'wait', forMs: 0.05 * dueMs });
		expect(at(0.25)).toEqual({ next: 'remind' });
		expect(at(0.25, { reminded: true })).toEqual({ next: 'wait', forMs: 0.25 * dueMs });
		expect(at(0.5, { reminded: true })).toEqual({ next: 'escalate' });
		expect(at(0.5, { reminded: true, escalated: true })).toEqual({ next: 'wait', forMs: 0.5 * dueMs });
		expect(at(1, { reminded: true, escalated: true })).toEqual({ next: 'close-unreviewed', reason: 'Not approved within 14 days.' });
	});

	it('R19: asks nobody again when the approvals are there, when it was slept over, or when it can not be evaluated', () => {
		const dueMs = policy.review.dueMs;
		expect(next({ expiresAtMs: 3 * dueMs, review: { ...standing.review, missing: false } }, 2 * dueMs)).toEqual({ next: 'wait', forMs: dueMs });
		expect(next({ expiresAtMs: 3 * dueMs }, 0.6 * dueMs)).toEqual({ next: 'escalate' });
		expect(next({ expiresAtMs: 3 * dueMs, evaluation: 'failed' }, 2 * dueMs)).toMatchObject({ next: 'wait' });
	});

	it('R22: takes a version back that nobody reviewed in time after a break-glass, also when it serves already', () => {
		for (const state of ['approved', 'applied'] as const) {
			expect(next({ state, reviewDueMs: 700 })).toEqual({ next: 'wait', forMs: 300 });
			expect(next({ state, reviewDueMs: 700 }, 700)).toEqual({ next: 'take-back' });
		}
		expect(next({ state: 'closed', reviewDueMs: 700 }, 700)).toEqual({ next: 'end' });
	});

	it('waits without end for its rollout, and ends with it', () => {
		expect(next({ state: 'approved' }, 5000)).toEqual({ next: 'wait', forMs: null });
		expect(next({ state: 'applied' })).toEqual({ next: 'end' });
		expect(next({ state: 'closed' })).toEqual({ next: 'end' });
	});
});
