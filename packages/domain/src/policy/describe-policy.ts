import { formatDuration, formatShare } from '../statistics/index.ts';
import type { PolicyDocument } from './policy-document.ts';
import { describeRequirement } from './requirement.ts';
import { peopleOf } from './selector.ts';

/** The policy as plain sentences, in the order a reader asks: who, by which gates, how, until when. */
export function describePolicy(policy: PolicyDocument): string[] {
	const { require, owners, riskTiers, gates, retrain, expiry } = policy;
	const sentences = [
		...require.map(describeRequirement),
		...owners.map(({ path, model, owners: who }) => `${path ?? `Model ${model}`} is owned by ${peopleOf(who)}.`),
		...riskTiers.map(({ model, tier }) => `Model ${model} carries a ${tier} risk.`),
		`A person's change may be worse than the champion by less than ${formatShare(gates.nonInferiorityMargin)} of its error.`,
	];
	sentences.push('A retrain must be shown better than the champion.');
	if (retrain.closeWhenNotShownBetter) sentences.push('A retrain that is not shown better closes by itself, with its evidence.');
	if (gates.beatsNaive) sentences.push('A first version must beat the naive rule.');
	if (gates.signature) sentences.push('The signature must fit the champion.');
	if (gates.expectations) sentences.push('Training and held-out data must meet their expectations.');
	sentences.push(`Allowed formats: ${gates.formats.join(', ')}.`);
	sentences.push(`Approvals expire after ${formatDuration(expiry.approvalMs)}, changes after ${formatDuration(expiry.changeMs)}.`);
	return sentences;
}
