export { GATE_KINDS, GATE_TITLE, type GateKind, type GateResult, gateResultSchema, type GateStatus } from './gate-result.ts';
export type { CheckedDataset } from './judge-expectations.ts';
export type { ModelFiles } from './judge-format.ts';
export type { LeakageReport } from './judge-leakage.ts';
export type { SuiteReport } from './judge-behaviour.ts';
export { type CardReport, judgeModelCard } from './judge-model-card.ts';
export { type CodeFile, SNIFFED_BYTES, sniffFile } from './sniff-file.ts';
export type { LatencyPairs } from './judge-latency.ts';
export { type GateEvidence, type GateSpec, gateSpecSchema, judgeGate } from './judge-gate.ts';
export {
	type ArtifactData,
	type ComparedMetric,
	judgeReproduction,
	type NamedRun,
	pendingReproduction,
	type ReproductionLimits,
	type ReproductionReport,
} from './judge-reproduction.ts';
export { type EvaluationStep, type EvaluationStepName, evaluationStepSchema, type InStep } from './evaluation-step.ts';
export { pendingCheck } from './pending-check.ts';
export { summarizeGates } from './summarize-gates.ts';
