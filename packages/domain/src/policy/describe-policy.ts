import type { PolicyDocument } from './policy-document.ts';

/** The policy as plain sentences, in the order a reader asks: who, by which gates, how, until when. */
export function describePolicy(policy: PolicyDocument): string[] {
	const { approvals, gates, retrain, expiry } = policy;
	const sentences = [
		`${approvals.count} ${approvals.count === 1 ? 'approval' : 'approvals'} by a person with the role ${approvals.role} who did not contribute.`,
		`A person's change may be worse than the champion by less than ${percent(gates.nonInferiorityMargin)} of its error.`,
	];
	sentences.push('A retrain must be shown better than the champion.');
	if (retrain.closeWhenNotShownBetter) sentences.push('A retrain that is not shown better closes by itself, with its evidence.');
	if (gates.beatsNaive) sentences.push('A first version must beat the naive rule.');
	if (gates.signature) sentences.push('The signature must fit the champion.');
	if (gates.expectations) sentences.push('Training and held-out data must meet their expectations.');
	sentences.push(`Allowed formats: ${gates.formats.join(', ')}.`);
	sentences.push(`Approvals expire after ${duration(expiry.approvalMs)}, changes after ${duration(expiry.changeMs)}.`);
	return sentences;
}

function percent(share: number): string {
	return `${Math.round(share * 10_000) / 100} %`;
}

/** A time in its largest whole unit: "30 days", "90 minutes". */
function duration(ms: number): string {
	const units: [string, number][] = [['day', 86_400_000], ['hour', 3_600_000], ['minute', 60_000], ['second', 1000]];
	for (const [name, size] of units) if (ms % size === 0 && ms >= size) return `${ms / size} ${name}${ms === size ? '' : 's'}`;
	return `${ms} ms`;
}
