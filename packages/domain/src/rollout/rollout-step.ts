import type { RolloutPlan, RolloutStep } from './rollout-plan.ts';

/** A step's name on pages and in the audit log: "shadow", "10 %". */
export function nameOfStep(step: RolloutStep): string {
	return step.kind === 'shadow' ? 'shadow' : `${step.weight} %`;
}

/** Where a rollout begins: the first step, but a first version has no champion whose requests it could shadow. */
export function firstStepIndex(plan: RolloutPlan, hasChampion: boolean): number {
	return hasChampion ? 0 : plan.steps.findIndex((step) => step.kind === 'weight');
}
