import { GENESIS_HASH } from '@interlock/domain/audit';
import type { AuditRowView, ShownEntry } from './types.ts';

/** The entry of a number with the hashes beside it, out of the rows that are known; null when no row has the number. */
export function entryOf(n: number, known: readonly AuditRowView[]): ShownEntry | null {
	const hashOf = (number: number) => known.find((candidate) => candidate.n === number)?.hash ?? null;
	const row = known.find((candidate) => candidate.n === n);
	return row ? { row, previousHash: n === 1 ? GENESIS_HASH : hashOf(n - 1), nextHash: hashOf(n + 1) } : null;
}
