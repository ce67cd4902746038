import type { ChangeDetail, GateView } from './types.ts';

/** How far the main metric's interval may reach for its gate to pass, in the metric's unit; null for metrics that no gate judges. */
export function marginOf(change: Pick<ChangeDetail, 'gates' | 'comparison'>, metric: string): number | null {
	if (metric !== change.comparison?.metrics[0]?.key) return null;
	return change.gates.find((gate) => gate.margin !== null)?.margin ?? null;
}

/** The margin in a gate's evidence, where it has one. */
export function marginOfEvidence(evidence: Record<string, unknown>): GateView['margin'] {
	return typeof evidence.margin === 'number' ? evidence.margin : null;
}
