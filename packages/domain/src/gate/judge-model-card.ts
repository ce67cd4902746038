import { CARD_FIELDS, CARD_TITLE, missingFields, type ModelCard } from '../card/index.ts';
import { type GateResult, gateResult } from './gate-result.ts';

/** A version's card as it is now; `digest` of its canonical JSON. */
export interface CardReport {
	card: ModelCard;
	digest: string;
	savedBy: string;
}

/** Does the candidate's model card say everything it has to, and is its licence allowed? `licences` empty: any licence. */
export function judgeModelCard(report: CardReport | null, licences: readonly string[]): GateResult {
	const gate = 'model-card';
	if (!report)
		return gateResult(gate, 'failed', `The candidate has no model card; it has to say: ${CARD_FIELDS.map((field) => CARD_TITLE[field]).join(', ')}.`, {
			missing: [...CARD_FIELDS],
		});
	const { card, digest, savedBy } = report;
	const missing = missingFields(card);
	const evidence = { missing, licence: card.licence, licences: [...licences], digest, savedBy };
	const written = `${CARD_FIELDS.length - missing.length} of ${CARD_FIELDS.length}`;
	if (missing.length > 0)
		return gateResult(gate, 'failed', `${written} sections are written; missing: ${missing.map((field) => CARD_TITLE[field]).join(', ')}.`, evidence);
	if (licences.length > 0 && !licences.includes(card.licence))
		return gateResult(gate, 'failed', `The licence ${card.licence} is not among those that the policy allows: ${licences.join(', ')}.`, evidence);
	return gateResult(
		gate,
		'passed',
		`All ${CARD_FIELDS.length} sections are written by ${savedBy}; licence ${card.licence}${licences.length > 0 ? ', which the policy allows' : ''}.`,
		evidence,
	);
}
