import { gateOfCheck } from '../check/index.ts';
import type { GateResult } from './gate-result.ts';

/** The gate of an outside check before its issuer said anything of the revision. */
export function pendingCheck({ id, issuer }: { id: string; issuer: string }): GateResult {
	const sentence = `Waits for "${id}", signed by the key of ${issuer}.`;
	return { gate: gateOfCheck(id), title: `${id}, by ${issuer}`, status: 'pending', sentence, evidence: { check: id, issuer } };
}
