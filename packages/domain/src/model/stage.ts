import { DomainError } from '../error/domain-error.ts';
import { STAGES } from './registry-inputs.ts';

/** Why a version of a model that an endpoint stands on can't be put in a stage by hand, as a sentence; null when it can. */
export function stageProtection(stage: (typeof STAGES)[number], endpoint: { name: string; environment: string }): string | null {
	if (stage !== 'Staging' && stage !== 'Production') return null;
	return `${stage} is an outcome of an approved change: endpoint ${endpoint.name} (${endpoint.environment}) stands on this model; open a change instead`;
}

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
