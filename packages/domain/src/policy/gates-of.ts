import type { GateSpec } from '../gate/index.ts';
import type { PolicyDocument } from './policy-document.ts';

/** Gates that compare the candidate's error with what it would replace; every change has at most one of them. */
export const COMPARISON_GATES = ['superiority', 'non-inferiority', 'beats-naive'] as const;

/**
 * The gates a revision has to pass under a policy: a first version against the naive rule, a retrain by superiority, a person's change
 * by non-inferiority; then what the policy asks beside.
 */
export function gatesOf(policy: PolicyDocument, change: { origin: 'person' | 'retrain'; hasChampion: boolean }): GateSpec[] {
	const { gates } = policy;
	const specs: GateSpec[] = [];
	if (!change.hasChampion) {
		if (gates.beatsNaive) specs.push({ kind: 'beats-naive' });
	} else if (change.origin === 'retrain') specs.push({ kind: policy.retrain.gate });
	else specs.push({ kind: 'non-inferiority', marginShare: gates.nonInferiorityMargin });
	if (gates.signature) specs.push({ kind: 'signature-compatible' });
	if (gates.expectations) specs.push({ kind: 'expectations-passed' });
	specs.push({ kind: 'format-allowed', formats: gates.formats });
	if (gates.leakage) specs.push({ kind: 'leakage', ...gates.leakage });
	if (gates.worstSlice && change.hasChampion) specs.push({ kind: 'worst-slice', ...gates.worstSlice });
	if (gates.behaviour) specs.push({ kind: 'behaviour', ...gates.behaviour });
	if (gates.modelCard) specs.push({ kind: 'model-card', ...gates.modelCard });
	if (gates.reproduction) specs.push({ kind: 'reproduction', ...gates.reproduction });
	if (gates.calibration) specs.push({ kind: 'calibration', ...gates.calibration });
	if (gates.latency) specs.push({ kind: 'latency', ...gates.latency });
	return specs;
}
