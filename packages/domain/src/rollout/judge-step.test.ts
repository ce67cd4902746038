import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../statistics/index.ts';
import { DEFAULT_ROLLOUT_PLAN, firstStepIndex, judgeStep, type RolloutPlan, type StepCounts } from './index.ts';

const PLAN = DEFAULT_ROLLOUT_PLAN;
const TENTH = 1;
const DEADLINE_MS = 86_400_000;

function counts(overrides: Partial<StepCounts> = {}): StepCounts {
	return {
		elapsedMs: 1000,
		candidate: { requests: 400, errors: 0 },
		champion: { requests: 3600, errors: 0 },
		consecutiveErrors: 0,
		nonFiniteOutputs: 0,
		notReady: null,
		...overrides,
	};
}

describe('hard stops roll back at once, without statistics', () => {
	test.each([
		['a version that can not serve', { notReady: 'its digest differs' }, 'not-ready'],
		['one answer that is not a number', { nonFiniteOutputs: 1 }, 'non-finite-output'],
		['five failures in a row', { consecutiveErrors: 5 }, 'consecutive-errors'],
	] as const)('%s', (_title, overrides, code) => {
		expect(judgeStep(PLAN, TENTH, counts(overrides))).toMatchObject({ verdict: 'roll-back', code });
	});

	test('a refusal is given as it was said, and outweighs every count', () => {
		const judged = judgeStep(PLAN, TENTH, counts({ notReady: 'an inference server refused it: model.onnx: other bytes' }));
		expect(judged.reason).toBe("Roll back: the candidate can't serve, an inference server refused it: model.onnx: other bytes.");
		expect(judgeStep(PLAN, TENTH, counts()).verdict).toBe('advance');
	});

	test('four failures in a row are not five', () => {
		expect(judgeStep(PLAN, TENTH, counts({ consecutiveErrors: 4 })).verdict).toBe('advance');
	});
});

describe('promotion needs evidence', () => {
	test('no requests hold, and no alarm is not enough', () => {
		const nothing = counts({ candidate: { requests: 0, errors: 0 }, champion: { requests: 0, errors: 0 } });
		expect(judgeStep(PLAN, TENTH, nothing)).toMatchObject({ verdict: 'continue', code: 'no-requests' });
		const uncompared = counts({ champion: { requests: 0, errors: 0 } });
		expect(judgeStep(PLAN, TENTH, uncompared)).toMatchObject({ verdict: 'continue', code: 'no-requests' });
	});

	test('fewer requests than the plan asks for hold', () => {
		const judged = judgeStep(PLAN, TENTH, counts({ candidate: { requests: 199, errors: 0 } }));
		expect(judged).toMatchObject({ verdict: 'continue', code: 'too-few-requests' });
		expect(judged.reason).toBe('Hold: 199 of at least 200 requests seen.');
	});

	test('a candidate whose bound is still above the margin holds and says both figures', () => {
		const judged = judgeStep(PLAN, TENTH, counts({ candidate: { requests: 220, errors: 0 } }));
		expect(judged).toMatchObject({ verdict: 'continue', code: 'not-shown-yet' });
		expect(judged.reason).toContain('may be as high as 2.4 % and must be shown below 2 %');
	});

	test('a clean candidate advances after about 270 requests', () => {
		const judged = judgeStep(PLAN, TENTH, counts({ candidate: { requests: 270, errors: 0 }, champion: { requests: 2430, errors: 0 } }));
		expect(judged).toMatchObject({ verdict: 'advance', code: 'shown-not-worse' });
	});

	test('a plan without a least number of requests still asks for one', () => {
		const eager: RolloutPlan = {
			...PLAN,
			steps: [{ kind: 'weight', weight: 100, minRequests: 0, deadlineMs: DEADLINE_MS }],
		};
		const nothing = counts({ candidate: { requests: 0, errors: 0 }, champion: null });
		expect(judgeStep(eager, 0, nothing).verdict).toBe('continue');
	});
});

describe('the deadline rolls back', () => {
	test('without any request', () => {
		const judged = judgeStep(PLAN, TENTH, counts({ elapsedMs: DEADLINE_MS, candidate: { requests: 0, errors: 0 } }));
		expect(judged).toMatchObject({ verdict: 'roll-back', code: 'deadline' });
		expect(judged.reason).toBe('Roll back: not shown fit within 24 h; no request has reached the candidate.');
	});

	test('but not what is shown fit by then', () => {
		expect(judgeStep(PLAN, TENTH, counts({ elapsedMs: DEADLINE_MS })).verdict).toBe('advance');
	});
});

describe('a first version is judged by the absolute limit', () => {
	test('few errors in enough requests advance', () => {
		const judged = judgeStep(PLAN, TENTH, counts({ champion: null, candidate: { requests: 400, errors: 1 } }));
		expect(judged).toMatchObject({ verdict: 'advance' });
		expect(judged.numbers).toMatchObject({ expectedShare: 0.02, bound: 0.02, championRequests: null });
	});

	test('too many roll back, with the evidence in the reason', () => {
		const judged = judgeStep(PLAN, TENTH, counts({ champion: null, candidate: { requests: 60, errors: 8 } }));
		expect(judged).toMatchObject({ verdict: 'roll-back', code: 'more-errors' });
		expect(judged.reason).toMatch(/8 of 60 requests .* above the limit of 2 % is [\d,.]+ to 1, the limit is 60.00 to 1/);
	});

	test('it has nobody to shadow', () => {
		expect([firstStepIndex(PLAN, true), firstStepIndex(PLAN, false)]).toEqual([0, 1]);
	});
});

describe('the alarm', () => {
	test('the reason names both arms and the odds', () => {
		const judged = judgeStep(PLAN, TENTH, counts({ candidate: { requests: 60, errors: 6 }, champion: { requests: 540, errors: 5 } }));
		expect(judged).toMatchObject({ verdict: 'roll-back', code: 'more-errors' });
		expect(judged.reason).toMatch(/^Roll back: 6 of 60 requests to the candidate failed, 5 of 540 to the champion; the evidence/);
	});

	test('the same counts give the same bits', () => {
		const arm = fc
			.integer({ min: 0, max: 5000 })
			.chain((requests) => fc.record({ requests: fc.constant(requests), errors: fc.integer({ min: 0, max: requests }) }));
		fc.assert(
			fc.property(arm, arm, fc.integer({ min: 0, max: 2 }), (candidate, champion, step) => {
				const judged = judgeStep(PLAN, step, counts({ candidate, champion }));
				expect(JSON.stringify(judgeStep(PLAN, step, counts({ candidate, champion })))).toBe(JSON.stringify(judged));
				expect(JSON.parse(JSON.stringify(judged))).toEqual(judged);
				for (const value of Object.values(judged.numbers)) expect(Number.isNaN(value)).toBe(false);
			}),
			{ numRuns: 60 },
		);
	});

	test('one more error of the candidate never weakens it', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }), (requests, share, championErrors) => {
				const errors = Math.floor((requests * share) / 101);
				const champion = { requests: 9000, errors: championErrors };
				const evidence = (n: number) => judgeStep(PLAN, TENTH, counts({ candidate: { requests, errors: n }, champion })).numbers.logEvidence;
				expect(evidence(errors + 1)).toBeGreaterThanOrEqual(evidence(errors) - 1e-6);
			}),
			{ numRuns: 60 },
		);
	});

	test('impossible counts are refused', () => {
		expect(() => judgeStep(PLAN, TENTH, counts({ candidate: { requests: 1, errors: 2 } }))).toThrow(/errors must not be above requests/);
		expect(() => judgeStep(PLAN, 9, counts())).toThrow(RangeError);
	});
});

describe('simulated rollouts at 10 %, looked at every 100 requests of the candidate', () => {
	function simulate(championRate: number, candidateRate: number, seed: number, runs: number) {
		const random = seededRandom(seed);
		const stoppedAt: number[] = [];
		let promoted = 0;
		for (let run = 0; run < runs; run += 1) {
			const candidate = { requests: 0, errors: 0 };
			const champion = { requests: 0, errors: 0 };
			while (candidate.requests < 2000) {
				const arm = random.nextFloat() < 0.1 ? candidate : champion;
				arm.requests += 1;
				if (random.nextFloat() < (arm === candidate ? candidateRate : championRate)) arm.errors += 1;
				if (arm !== candidate || candidate.requests % 100 !== 0) continue;
				const { verdict } = judgeStep(PLAN, TENTH, counts({ candidate, champion }));
				if (verdict === 'roll-back') stoppedAt.push(candidate.requests);
				if (verdict === 'advance') promoted += 1;
				if (verdict !== 'continue') break;
			}
		}
		return {
			rolledBack: stoppedAt.length / runs,
			promoted: promoted / runs,
			median: stoppedAt.sort((a, b) => a - b)[stoppedAt.length >> 1],
		};
	}

	test('no worse than the champion: rolled back in less than alpha of them', () => {
		const same = simulate(0.02, 0.02, 1, 150);
		expect(same.rolledBack).toBeLessThanOrEqual(PLAN.alpha);
		expect(same.promoted).toBeGreaterThan(0.5);
	});

	test('10 % errors instead of 2 %: always rolled back, at the median within 200 of its requests', () => {
		const worse = simulate(0.02, 0.1, 2, 100);
		expect(worse.rolledBack).toBe(1);
		expect(worse.median).toBeLessThanOrEqual(200);
	});

	test('worse by twice the margin: hardly ever promoted', () => {
		expect(simulate(0.01, 0.05, 3, 100).promoted).toBeLessThanOrEqual(PLAN.alpha);
	});
});
