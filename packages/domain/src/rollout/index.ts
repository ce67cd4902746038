export { judgeStep } from './judge-step.ts';
export { DEFAULT_ROLLOUT_PLAN, type RolloutPlan, rolloutPlanSchema, type RolloutStep } from './rollout-plan.ts';
export { firstStepIndex, nameOfStep } from './rollout-step.ts';
export type { StepCounts, StepJudgement, StepNumbers, StepReason } from './step-counts.ts';
