export type { ChangeActivities, ChangeStep, EvaluatedRevision, EvaluationActivities } from './change-activities.ts';
export { DOORBELL, type ProcessArguments, type ProcessCommand, type ProcessName, TASK_QUEUE, WORKFLOW_TYPES } from './command.ts';
export type { MarkedWindow, MonitorActivities } from './monitor-activities.ts';
export type { RetrainActivities, RetrainPosition } from './retrain-activities.ts';
export type { RunActivities, RunAdvance } from './run-activities.ts';
export type { RolloutActivities, RolloutLook, RolloutPosition, WeightSet } from './rollout-activities.ts';
