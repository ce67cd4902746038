import { GENESIS_HASH } from '@interlock/domain/audit';
import type { AuditRowView, ShownEntry } from './types.ts';

/** The entry of a number with the hash before it, out of the rows that are known; null when no row has the number. */
export function entryOf(n: number, known: readonly AuditRowView[]): ShownEntry | null {
	const row = known.find((candidate) => candidate.n === n);
	if (!row) return null;
	const previousHash = n === 1 ? GENESIS_HASH : (known.find((candidate) => candidate.n === n - 1)?.hash ?? null);
	return { row, previousHash };
}
