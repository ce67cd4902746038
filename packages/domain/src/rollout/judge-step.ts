/*
 * Rules, in this order; the first that speaks decides.
 * 1. A candidate that can't serve, gives NaN or infinite answers, or fails so often in a row as the plan says, is rolled
 *    back at once. No statistics.
 * 2. It is rolled back when the evidence that it fails more often than the champion exceeds the plan's limit. Given an
 *    error in either arm, it is the candidate's with probability n_c / (n_c + n_b) if both are alike; the one-sided
 *    beta-mixture e-process on that binomial is the evidence. A first version is tested against the absolute limit.
 *    Each step has alpha / number of steps, so that alpha holds for the whole plan.
 * 3. It advances after its least number of requests, once the upper bound of (candidate - champion) error rate is below
 *    the margin: no alarm is no evidence. The bound takes alpha / 2 from each arm. A first version advances once the upper
 *    bound of its own rate is below the absolute limit.
 * 4. At the deadline it is rolled back, with or without requests.
 * 5. Until then it holds.
 * Advancing past the last step ends the rollout: the candidate is the champion.
 * The judgement is a function of plan, step and counts alone: the same counts give the same bits.
 */
import { parseInput } from '../error/index.ts';
import { formatCount, formatDuration, formatFigure, formatShare } from '../statistics/index.ts';
import { logBetaMixtureE, lowerRateBound, upperRateBound } from './beta-mixture.ts';
import type { RolloutPlan, RolloutStep } from './rollout-plan.ts';
import { type StepCounts, type StepJudgement, type StepNumbers, type StepReason, stepCountsSchema } from './step-counts.ts';

/** e^700 is near the largest double; more evidence than that needs no digits. */
const LOG_EVIDENCE_CAP = 700;

/**
 * Judges the open step of a rollout by its counts so far. Throws RangeError for a step that the plan doesn't have and
 * DomainError `invalid` for impossible counts (errors above requests, negative, fractional).
 */
export function judgeStep(plan: RolloutPlan, stepIndex: number, counts: StepCounts): StepJudgement {
	const step = plan.steps[stepIndex];
	if (step === undefined) throw new RangeError(`the plan has ${plan.steps.length} steps, no step ${stepIndex}`);
	parseInput(stepCountsSchema, counts);
	const numbers = measure(plan, step, counts);
	const rollBack = (code: StepReason, why: string) => judgement('roll-back', code, `Roll back: ${why}.`, numbers);

	if (counts.notReady !== null) return rollBack('not-ready', `the candidate can't serve, ${counts.notReady}`);
	if (counts.nonFiniteOutputs > 0) {
		return rollBack('non-finite-output', `${formatCount(counts.nonFiniteOutputs)} answers of the candidate were not finite numbers`);
	}
	if (counts.consecutiveErrors >= plan.maxConsecutiveErrors) {
		return rollBack('consecutive-errors', `${formatCount(counts.consecutiveErrors)} requests in a row failed, the limit is ${plan.maxConsecutiveErrors}`);
	}
	if (numbers.logEvidence > numbers.logEvidenceLimit) return rollBack('more-errors', alarmSentence(numbers));
	if (mayAdvance(numbers)) {
		return judgement('advance', 'shown-not-worse', `Advance: ${ratesSentence(numbers)}; ${boundSentence(numbers)}.`, numbers);
	}
	const holding = whyHolding(numbers);
	if (counts.elapsedMs >= step.deadlineMs) {
		return rollBack('deadline', `not shown fit within ${formatDuration(step.deadlineMs)}; ${holding.why}`);
	}
	return judgement('continue', holding.code, `Hold: ${holding.why}.`, numbers);
}

function measure(plan: RolloutPlan, step: RolloutStep, counts: StepCounts): StepNumbers {
	const { candidate, champion } = counts;
	return {
		requests: candidate.requests,
		errors: candidate.errors,
		errorRate: rateOf(candidate),
		championRequests: champion?.requests ?? null,
		championErrors: champion?.errors ?? null,
		championErrorRate: champion === null ? null : rateOf(champion),
		...(champion === null ? againstLimit(plan, candidate) : againstChampion(plan, candidate, champion)),
		logEvidenceLimit: Math.log(plan.steps.length / plan.alpha),
		minRequests: step.minRequests,
		elapsedMs: counts.elapsedMs,
		deadlineMs: step.deadlineMs,
	};
}

type Arm = StepCounts['candidate'];
type Evidence = Pick<StepNumbers, 'expectedShare' | 'logEvidence' | 'upperBound' | 'bound'>;

function againstChampion(plan: RolloutPlan, candidate: Arm, champion: Arm): Evidence {
	const requests = candidate.requests + champion.requests;
	const expectedShare = requests === 0 ? 0 : candidate.requests / requests;
	return {
		expectedShare,
		logEvidence: Math.min(LOG_EVIDENCE_CAP, logBetaMixtureE(expectedShare, candidate.errors, champion.errors)),
		upperBound: upperRateBound(candidate.errors, candidate.requests, plan.alpha / 2) - lowerRateBound(champion.errors, champion.requests, plan.alpha / 2),
		bound: plan.nonInferiorityMargin,
	};
}

function againstLimit(plan: RolloutPlan, candidate: Arm): Evidence {
	const limit = plan.absoluteErrorLimit;
	const answered = candidate.requests - candidate.errors;
	return {
		expectedShare: limit,
		logEvidence: Math.min(LOG_EVIDENCE_CAP, logBetaMixtureE(limit, candidate.errors, answered)),
		upperBound: upperRateBound(candidate.errors, candidate.requests, plan.alpha),
		bound: limit,
	};
}

/** Without a request there is no evidence, whatever the plan's least number says. */
function mayAdvance(numbers: StepNumbers): boolean {
	const hasComparison = numbers.championRequests === null || numbers.championRequests > 0;
	return hasComparison && numbers.requests >= Math.max(1, numbers.minRequests) && numbers.upperBound < numbers.bound;
}

function whyHolding(numbers: StepNumbers): { code: StepReason; why: string } {
	if (numbers.requests === 0) return { code: 'no-requests', why: 'no request has reached the candidate' };
	if (numbers.championRequests === 0) {
		return { code: 'no-requests', why: 'no request has reached the champion, so there is nothing to compare with' };
	}
	if (numbers.requests < numbers.minRequests) {
		const why = `${formatCount(numbers.requests)} of at least ${formatCount(numbers.minRequests)} requests seen`;
		return { code: 'too-few-requests', why };
	}
	return { code: 'not-shown-yet', why: `${ratesSentence(numbers)}; ${boundSentence(numbers)}` };
}

function ratesSentence(numbers: StepNumbers): string {
	const candidate = `${formatCount(numbers.errors)} of ${formatCount(numbers.requests)} requests to the candidate failed`;
	if (numbers.championRequests === null) return candidate;
	return `${candidate}, ${formatCount(numbers.championErrors ?? 0)} of ${formatCount(numbers.championRequests)} to the champion`;
}

function boundSentence({ championRequests, upperBound, bound }: StepNumbers): string {
	const subject = championRequests === null ? 'its error rate' : 'the difference of their error rates';
	return upperBound < bound
		? `${subject} is shown to be below ${formatShare(bound)} (at most ${formatShare(upperBound)})`
		: `${subject} may be as high as ${formatShare(upperBound)} and must be shown below ${formatShare(bound)}`;
}

function alarmSentence(numbers: StepNumbers): string {
	const [evidence, limit] = [numbers.logEvidence, numbers.logEvidenceLimit].map((log) => formatFigure(Math.exp(log)));
	const claim = numbers.championRequests === null ? `above the limit of ${formatShare(numbers.bound)}` : "above the champion's";
	return `${ratesSentence(numbers)}; the evidence that its error rate is ${claim} is ${evidence} to 1, the limit is ${limit} to 1`;
}

function rateOf(arm: Arm): number | null {
	return arm.requests === 0 ? null : arm.errors / arm.requests;
}

function judgement(verdict: StepJudgement['verdict'], code: StepReason, reason: string, numbers: StepNumbers): StepJudgement {
	return { verdict, code, reason, numbers };
}
