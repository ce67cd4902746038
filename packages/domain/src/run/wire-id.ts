import { DomainError } from '../error/domain-error.ts';

const HEX32 = /^[0-9a-f]{32}$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A run's id on the wire: the 32 hex characters of its uuid. */
export function runIdToWire(uuid: string): string {
	return uuid.replaceAll('-', '');
}

/** The uuid of a run id as clients write it (32 hex, or a uuid). Throws `not-found`: an id of another form names no run. */
export function runIdFromWire(text: string): string {
	const lower = text.toLowerCase();
	if (UUID.test(lower)) return lower;
	if (HEX32.test(lower)) return uuidOf(lower);
	throw new DomainError('not-found', `Run with id=${text.slice(0, 64)} not found`, { field: 'run_id', value: text.slice(0, 64) });
}

/** A logged model's id on the wire: `m-` and the 32 hex characters of its uuid. */
export function loggedModelIdToWire(uuid: string): string {
	return `m-${uuid.replaceAll('-', '')}`;
}

/** The uuid of `m-<32 hex>`. Throws `not-found`. */
export function loggedModelIdFromWire(text: string): string {
	const hex = text.startsWith('m-') ? text.slice(2) : '';
	if (HEX32.test(hex)) return uuidOf(hex);
	throw new DomainError('not-found', `Logged model with ID '${text.slice(0, 64)}' not found.`, { field: 'model_id', value: text.slice(0, 64) });
}

/** An experiment's number from the wire: a decimal text. Throws `invalid`. */
export function experimentNumberFromWire(text: string): number {
	if (/^\d{1,9}$/.test(text)) return Number(text);
	throw new DomainError('invalid', `Invalid experiment ID '${text.slice(0, 64)}'. Experiment ID must be a valid integer.`, {
		field: 'experiment_id',
		value: text.slice(0, 64),
		limit: 'a whole number',
	});
}

function uuidOf(hex: string): string {
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
