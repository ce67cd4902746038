export {
	GATE_KINDS,
	GATE_TITLE,
	type GateKind,
	type GateResult,
	gateResultSchema,
	type GateStatus,
	gateStatusSchema,
} from './gate-result.ts';
export { judgeBeatsNaive, judgeNonInferiority, judgeSuperiority } from './judge-comparison.ts';
export { type CheckedDataset, judgeExpectations } from './judge-expectations.ts';
export { CODE_EXTENSIONS, judgeFormat, type ModelFiles } from './judge-format.ts';
export { type GateEvidence, type GateSpec, gateSpecSchema, judgeGate, judgeParity, judgeSignature } from './judge-gate.ts';
export { summarizeGates } from './summarize-gates.ts';
