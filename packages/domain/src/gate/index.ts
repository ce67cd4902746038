export { GATE_KINDS, GATE_TITLE, type GateKind, type GateResult, gateResultSchema, type GateStatus } from './gate-result.ts';
export type { CheckedDataset } from './judge-expectations.ts';
export type { ModelFiles } from './judge-format.ts';
export type { LeakageReport } from './judge-leakage.ts';
export type { LatencyPairs } from './judge-latency.ts';
export { type GateEvidence, type GateSpec, gateSpecSchema, judgeGate } from './judge-gate.ts';
export { pendingCheck } from './pending-check.ts';
export { summarizeGates } from './summarize-gates.ts';
