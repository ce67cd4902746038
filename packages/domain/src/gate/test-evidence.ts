import type { GateEvidence } from './judge-gate.ts';

/** Evidence of nothing, for tests: each adds what it is about. */
export const NOTHING: GateEvidence = {
	comparison: null,
	signature: null,
	datasets: [],
	files: null,
	parity: null,
	calibration: null,
	latency: null,
	leakage: null,
	suite: null,
	card: null,
};
