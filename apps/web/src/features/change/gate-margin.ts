import type { ChangeDetail, GateView } from './types.ts';

/** Gates that compare the main metric; a change has at most one of them. */
const JUDGES_MAIN_METRIC = new Set(['superiority', 'non-inferiority', 'beats-naive']);

/** How far the main metric's interval may reach for its gate to pass, in the metric's unit; null for metrics that no gate judges. */
export function marginOf(change: Pick<ChangeDetail, 'gates' | 'comparison'>, metric: string): number | null {
	if (metric !== change.comparison?.metrics[0]?.key) return null;
	return change.gates.find((gate) => gate.margin !== null)?.margin ?? null;
}

/** The margin in a gate's evidence, where it has one. */
export function marginOfEvidence(evidence: Record<string, unknown>): GateView['margin'] {
	return typeof evidence.margin === 'number' ? evidence.margin : null;
}

/** The gate that judges the main metric, in a few words; null for metrics that no gate judges. */
export function gateOfMetric(change: Pick<ChangeDetail, 'gates' | 'comparison'>, metric: string): { state: GateView['state']; words: string } | null {
	if (metric !== change.comparison?.metrics[0]?.key) return null;
	const gate = change.gates.find(({ key }) => JUDGES_MAIN_METRIC.has(key));
	return gate ? { state: gate.state, words: gate.title } : null;
}
