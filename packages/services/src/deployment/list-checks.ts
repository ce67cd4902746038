import { formatCount, formatShare } from '@interlock/domain/statistics';
import type { CheckStatus, CheckView, RolloutView } from './endpoint-view.ts';
import type { StepRow } from './read-rollout-view.ts';

/** The checks of a rollout's newest judged step: those that decide, with their limits, then what is only shown beside them. */
export function listChecks(rollout: RolloutView, steps: StepRow[], unit: string): CheckView[] {
	const judged = [...rollout.steps].reverse().find((step) => step.judgement !== null);
	const stored = judged?.judgement;
	if (!judged || !stored) return [];
	const { counts, judgement, observed } = stored;
	const { numbers } = judgement;
	const readings = (steps.find((step) => step.index === judged.index)?.readings ?? []).map(readingOf);
	const decides = { readings, unit: 'count', champion: null };
	const shown = { limit: null, status: 'shown' as const, readings: [] };
	const alarm = judgement.code === 'more-errors';
	const checks: CheckView[] = [
		{
			id: 'error-rate',
			title: 'Error rate',
			unit: 'share',
			champion: numbers.championErrorRate,
			candidate: numbers.errorRate,
			readings,
			limit:
				numbers.championRequests === null ? `shown below ${formatShare(numbers.bound)}` : `shown less than ${formatShare(numbers.bound)} above the champion's`,
			status: alarm ? 'failed' : passedWhen(numbers.requests > 0 && numbers.upperBound < numbers.bound),
		},
		{
			...decides,
			id: 'requests',
			title: 'Requests seen',
			champion: numbers.championRequests,
			candidate: numbers.requests,
			limit: `at least ${formatCount(numbers.minRequests)}`,
			status: judgement.code === 'deadline' ? 'failed' : passedWhen(numbers.requests >= Math.max(1, numbers.minRequests)),
		},
		{
			...decides,
			id: 'failures-in-a-row',
			title: 'Failed requests in a row',
			candidate: counts.consecutiveErrors,
			limit: `below ${rollout.plan.maxConsecutiveErrors}`,
			status: counts.consecutiveErrors < rollout.plan.maxConsecutiveErrors ? 'passed' : 'failed',
		},
		{
			...decides,
			id: 'finite-answers',
			title: 'Answers that are no finite number',
			candidate: counts.nonFiniteOutputs,
			limit: 'none',
			status: counts.nonFiniteOutputs === 0 ? 'passed' : 'failed',
		},
		{
			...shown,
			id: 'latency-p95',
			title: 'Latency p95',
			unit: 'ms',
			champion: observed.champion?.latencyP95Ms ?? null,
			candidate: observed.candidate.latencyP95Ms,
		},
		{
			...shown,
			id: 'mean-prediction',
			title: 'Mean prediction',
			unit,
			champion: observed.champion?.meanPrediction ?? null,
			candidate: observed.candidate.meanPrediction,
		},
	];
	if (observed.pairs && observed.pairs.pairs > 0) {
		checks.push({ ...shown, id: 'difference', title: 'Mean difference of paired answers', unit, champion: null, candidate: observed.pairs.meanDifference });
	}
	return checks;
}

function passedWhen(holds: boolean): CheckStatus {
	return holds ? 'passed' : 'waiting';
}

function readingOf(verdict: string): 'passed' | 'waiting' | 'failed' {
	if (verdict === 'advance') return 'passed';
	return verdict === 'roll-back' ? 'failed' : 'waiting';
}
