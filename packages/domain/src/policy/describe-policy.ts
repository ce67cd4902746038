import { formatFigure, formatShare } from '../statistics/index.ts';
import { describeTime } from './describe-time.ts';
import type { PolicyDocument } from './policy-document.ts';
import { describeRequirement } from './requirement.ts';
import { peopleOf } from './selector.ts';

/** The policy as plain sentences, in the order a reader asks: who, by which gates, how, until when. */
export function describePolicy(policy: PolicyDocument): string[] {
	const { require, owners, riskTiers, gates, discussions, openedDiffs, retrain } = policy;
	const sentences = [
		...require.map(describeRequirement),
		...owners.map(({ path, model, owners: who }) => `${path ?? `Model ${model}`} is owned by ${peopleOf(who)}.`),
		...riskTiers.map(({ model, tier }) => `Model ${model} carries a ${tier} risk.`),
		`A person's change may be worse than the champion by less than ${formatShare(gates.nonInferiorityMargin)} of its error.`,
	];
	if (policy.protected) sentences.push('An edit of this policy needs the approval of somebody else who may edit policies.');
	sentences.push('A retrain must be shown better than the champion.');
	if (retrain.closeWhenNotShownBetter) sentences.push('A retrain that is not shown better closes by itself, with its evidence.');
	if (gates.beatsNaive) sentences.push('A first version must beat the naive rule.');
	if (gates.signature) sentences.push('The signature must fit the champion.');
	if (gates.expectations) sentences.push('Training and held-out data must meet their expectations.');
	sentences.push(`Allowed formats: ${gates.formats.join(', ')}.`);
	sentences.push(...describeGates(gates));
	for (const { id, issuer } of policy.checks) sentences.push(`The check "${id}" has passed, signed by the key of ${issuer} for this very revision.`);
	sentences.push(describeWaivers(policy.waivers));
	if (discussions.mustBeResolved) sentences.push('Every thread of the discussion must be resolved.');
	if (openedDiffs.mustBeOpened && openedDiffs.requiredDiffs.length > 0)
		sentences.push(`Whoever approves must have opened ${openedDiffs.requiredDiffs.join(', ')}.`);
	return [...sentences, ...describeTime(policy)];
}

/** The gates that a policy may leave out. */
function describeGates({ leakage, worstSlice, behaviour, modelCard, reproduction, calibration, latency }: PolicyDocument['gates']): string[] {
	const sentences: string[] = [];
	if (leakage)
		sentences.push(
			`Held-out rows are new: no key was trained on${leakage.time ? ', all are later than training' : ''}, and at most ${formatShare(leakage.maxRowShare)} equal a training row.`,
		);
	if (worstSlice) sentences.push(`No slice may be shown worse than the champion by more than ${formatShare(worstSlice.marginShare)} of its error there.`);
	if (behaviour)
		sentences.push(
			behaviour.rule === 'all'
				? `Every case of the behaviour suite ${behaviour.suite} passes.`
				: `No case of the behaviour suite ${behaviour.suite} that the champion passes fails.`,
		);
	if (modelCard) sentences.push(`The model card is complete${modelCard.licences.length > 0 ? `, with a licence among ${modelCard.licences.join(', ')}` : ''}.`);
	if (reproduction) sentences.push(describeReproduction(reproduction));
	if (calibration)
		sentences.push(
			`Calibrated: slope within ${formatFigure(calibration.slopeTolerance)} of 1 and bias within ${formatShare(calibration.biasShare)} of the error; of probabilities an error of at most ${formatFigure(calibration.maxEce)}.`,
		);
	if (latency) {
		const limits = [
			...(latency.maxRatio === null ? [] : [`${formatFigure(latency.maxRatio)} times the champion's`]),
			...(latency.maxP95Ms === null ? [] : [`${formatFigure(latency.maxP95Ms)} ms`]),
		];
		sentences.push(`One row's 95th percentile in the serving runtime is at most ${limits.join(' and ')}.`);
	}
	return sentences;
}

function describeReproduction({ metrics, tolerance }: NonNullable<PolicyDocument['gates']['reproduction']>): string {
	const beside = metrics.length > 0 ? `, or ${metrics.join(', ')} at most ${formatShare(tolerance)} apart` : '';
	return `Trained again from its run's lock, the version has the same bytes${beside}.`;
}

function describeWaivers({ roles, maxDays }: PolicyDocument['waivers']): string {
	if (roles.length === 0) return 'No gate can be waived.';
	return `A gate can be waived for at most ${maxDays} days by the role ${roles.join(' or ')}, countersigned by a second person who did not contribute.`;
}
