import { DomainError } from '../error/domain-error.ts';
import { STAGES } from './registry-inputs.ts';

/** The canonical spelling of a stage, any case. Throws `invalid`. */
export function stageFromWire(text: string): (typeof STAGES)[number] {
	const stage = STAGES.find((known) => known.toLowerCase() === text.toLowerCase());
	if (stage) return stage;
	throw new DomainError('invalid', `Invalid Model Version stage: ${text.slice(0, 80)}. Value must be one of ${STAGES.join(', ')}.`, {
		field: 'stage',
		value: text.slice(0, 80),
		limit: STAGES.join(', '),
	});
}
