export { logBetaMixtureE, lowerRateBound, upperRateBound } from './beta-mixture.ts';
export { judgeStep } from './judge-step.ts';
export {
	DEFAULT_ROLLOUT_PLAN,
	firstStepIndex,
	nameOfStep,
	type RolloutPlan,
	rolloutPlanSchema,
	type RolloutStep,
	rolloutStepSchema,
} from './rollout-plan.ts';
export {
	type StepCounts,
	stepCountsSchema,
	type StepJudgement,
	stepJudgementSchema,
	type StepNumbers,
	type StepReason,
} from './step-counts.ts';
