export { judgeStep } from './judge-step.ts';
export { DEFAULT_ROLLOUT_PLAN, firstStepIndex, nameOfStep, type RolloutPlan, rolloutPlanSchema, type RolloutStep } from './rollout-plan.ts';
export type { StepCounts, StepJudgement, StepNumbers, StepReason } from './step-counts.ts';
