export { measureError } from './measure-error.ts';
export { compareArtifacts, compareMetrics, filesInPlaceOf } from './compare-trainings.ts';
export { computeComparison, type ComputedComparison } from './compute-comparison.ts';
export { isFindingAboutCandidate } from './evaluation-failure.ts';
export { type EvaluationInput, readEvaluation } from './read-evaluation.ts';
export { addPendingGates, type GateSubject, recordGateResults } from './record-gate-results.ts';
export { isHeldOut, trainedOn } from './trained-on.ts';
