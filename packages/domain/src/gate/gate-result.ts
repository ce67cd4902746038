import { z } from 'zod';

export const GATE_KINDS = [
	'superiority',
	'non-inferiority',
	'beats-naive',
	'signature-compatible',
	'expectations-passed',
	'format-allowed',
	'parity',
	'worst-slice',
	'calibration',
	'latency',
	'leakage',
	'behaviour',
	'model-card',
	'reproduction',
] as const;
export type GateKind = (typeof GATE_KINDS)[number];

/** A gate's name on pages. */
export const GATE_TITLE: Record<GateKind, string> = {
	superiority: 'Better than the champion',
	'non-inferiority': 'Not worse than the champion',
	'beats-naive': 'Better than the naive rule',
	'signature-compatible': 'Signature fits',
	'expectations-passed': 'Data keeps its promises',
	'format-allowed': 'Format allowed',
	parity: 'Same answers in serving',
	'worst-slice': 'No slice loses',
	calibration: 'Calibrated',
	latency: 'Fast enough in serving',
	leakage: 'Held-out rows are new',
	behaviour: 'Behaves as it must',
	'model-card': 'Model card complete',
	reproduction: 'Reproducible',
};

/** Inconclusive is not passed: the evidence is missing, or doesn't decide either way. Pending and running: not judged yet. */
export const gateStatusSchema = z.enum(['pending', 'running', 'passed', 'failed', 'inconclusive']);
export type GateStatus = z.infer<typeof gateStatusSchema>;

export const gateResultSchema = z.object({
	/** A kind, or `check:` and the id of a check that is made outside. */
	gate: z.union([z.enum(GATE_KINDS), z.templateLiteral(['check:', z.string()])]),
	title: z.string(),
	status: gateStatusSchema,
	/** Why, in plain words with the figures. */
	sentence: z.string(),
	/** The figures it was judged by, for tables and for judging again. */
	evidence: z.record(z.string(), z.union([z.number(), z.string(), z.boolean(), z.array(z.string()), z.null()])),
});
export type GateResult = z.infer<typeof gateResultSchema>;

export function gateResult(gate: GateKind, status: GateStatus, sentence: string, evidence: GateResult['evidence'] = {}): GateResult {
	return { gate, title: GATE_TITLE[gate], status, sentence, evidence };
}
