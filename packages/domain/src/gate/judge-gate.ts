import { z } from 'zod';
import type { CalibrationReport, ComparisonReport, ParityReport } from '../comparison/index.ts';
import type { SignatureComparison } from '../signature/index.ts';
import { formatShare } from '../statistics/index.ts';
import { type GateResult, gateResult } from './gate-result.ts';
import { judgeBehaviour, type SuiteReport } from './judge-behaviour.ts';
import { judgeCalibration } from './judge-calibration.ts';
import { judgeBeatsNaive, judgeNonInferiority, judgeSuperiority } from './judge-comparison.ts';
import { type CheckedDataset, judgeExpectations } from './judge-expectations.ts';
import { judgeFormat, type ModelFiles } from './judge-format.ts';
import { judgeLatency, type LatencyPairs } from './judge-latency.ts';
import { judgeLeakage, type LeakageReport } from './judge-leakage.ts';
import { type CardReport, judgeModelCard } from './judge-model-card.ts';
import { judgeReproduction, type ReproductionReport } from './judge-reproduction.ts';
import { judgeWorstSlice } from './judge-worst-slice.ts';

/** A gate as a policy asks for it, with its limits. Shares are 0 .. 1. */
export const gateSpecSchema = z.discriminatedUnion('kind', [
	z.strictObject({ kind: z.literal('superiority') }),
	z.strictObject({ kind: z.literal('non-inferiority'), marginShare: z.number().min(0).max(1) }),
	z.strictObject({ kind: z.literal('beats-naive') }),
	z.strictObject({ kind: z.literal('signature-compatible') }),
	z.strictObject({ kind: z.literal('expectations-passed') }),
	z.strictObject({ kind: z.literal('format-allowed'), formats: z.array(z.string()).min(1) }),
	z.strictObject({ kind: z.literal('worst-slice'), marginShare: z.number().min(0).max(1) }),
	z.strictObject({ kind: z.literal('calibration'), slopeTolerance: z.number(), biasShare: z.number(), maxEce: z.number() }),
	z.strictObject({ kind: z.literal('latency'), maxRatio: z.number().nullable(), maxP95Ms: z.number().nullable() }),
	z.strictObject({ kind: z.literal('leakage'), maxRowShare: z.number().min(0).max(1), time: z.boolean() }),
	z.strictObject({ kind: z.literal('behaviour'), suite: z.string(), rule: z.enum(['all', 'newly-failing']) }),
	z.strictObject({ kind: z.literal('model-card'), licences: z.array(z.string()) }),
	z.strictObject({ kind: z.literal('reproduction'), metrics: z.array(z.string()), tolerance: z.number().min(0).max(1) }),
	z.strictObject({ kind: z.literal('parity'), maxDifferingShare: z.number().min(0).max(1) }),
]);
export type GateSpec = z.infer<typeof gateSpecSchema>;

/** What an evaluation found; null: not found out (yet). */
export interface GateEvidence {
	comparison: ComparisonReport | null;
	signature: SignatureComparison | null;
	datasets: readonly CheckedDataset[];
	files: ModelFiles | null;
	parity: ParityReport | null;
	calibration: CalibrationReport | null;
	latency: LatencyPairs | null;
	leakage: LeakageReport | null;
	suite: SuiteReport | null;
	card: CardReport | null;
	/** Trained apart from the evaluation; judged when that training ends. */
	reproduction?: ReproductionReport | null;
}

/** Judges one gate by the evidence. Pure: the server decides with it, the browser explains with it. */
export function judgeGate(spec: GateSpec, evidence: GateEvidence): GateResult {
	switch (spec.kind) {
		case 'superiority':
			return judgeSuperiority(evidence.comparison);
		case 'non-inferiority':
			return judgeNonInferiority(evidence.comparison, spec.marginShare);
		case 'beats-naive':
			return judgeBeatsNaive(evidence.comparison);
		case 'signature-compatible':
			return judgeSignature(evidence.signature);
		case 'expectations-passed':
			return judgeExpectations(evidence.datasets);
		case 'format-allowed':
			return judgeFormat(evidence.files, spec.formats);
		case 'worst-slice':
			return judgeWorstSlice(evidence.comparison, spec.marginShare);
		case 'calibration':
			return judgeCalibration(evidence.calibration, spec);
		case 'latency':
			return judgeLatency(evidence.latency, spec);
		case 'behaviour':
			return judgeBehaviour(evidence.suite, spec);
		case 'model-card':
			return judgeModelCard(evidence.card, spec.licences);
		case 'reproduction':
			return judgeReproduction(evidence.reproduction ?? null, spec);
		case 'leakage':
			return judgeLeakage(evidence.leakage, spec);
		case 'parity':
			return judgeParity(evidence.parity, spec.maxDifferingShare);
	}
}

/** Can callers of the champion go on unchanged? */
export function judgeSignature(comparison: SignatureComparison | null): GateResult {
	const gate = 'signature-compatible';
	if (comparison === null) return gateResult(gate, 'inconclusive', 'The signatures have not been compared yet.');
	const broken = comparison.changes.filter((change) => !change.compatible).map((change) => change.sentence);
	return gateResult(gate, comparison.compatible ? 'passed' : 'failed', comparison.sentence, { broken });
}

/** Do at most a share `maxDifferingShare` of rows answer differently in serving than in the training process? */
export function judgeParity(report: ParityReport | null, maxDifferingShare: number): GateResult {
	if (report === null) {
		return gateResult('parity', 'inconclusive', 'The training logged no predictions to compare the served ones with.');
	}
	const { rows, differing, differingShare, largestMove } = report;
	const passed = differingShare <= maxDifferingShare;
	const limit = passed && differing === 0 ? '' : ` The limit is ${formatShare(maxDifferingShare)} of rows.`;
	const evidence = { rows, differing, differingShare, largestMove, maxDifferingShare };
	return gateResult('parity', passed ? 'passed' : 'failed', `${report.sentence}${limit}`, evidence);
}
