import { DomainError } from '@interlock/domain/error';

/** The uuid of a run id as written by anybody: 32 hex or a uuid. Throws `not-found` for anything else. */
export function runIdOf(text: string): string {
	const hex = text.replaceAll('-', '').toLowerCase();
	if (!/^[0-9a-f]{32}$/.test(hex)) throw new DomainError('not-found', 'run not found', { field: 'run', value: text.slice(0, 80) });
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
