import type { AuditEntry } from '@interlock/domain/audit';

export interface AuditRowView {
	n: number;
	hash: string;
	/** sha256 of the entry's bytes. */
	leaf: string;
	entry: AuditEntry;
}

export type ChainView = { intact: true; entries: number; head: string } | { intact: false; entries: number; firstBad: number; problem: string };

export interface AuditQuery {
	q: string;
	decision: 'all' | 'denied';
	/** Entries before this number; null: the newest. */
	before: number | null;
	/** Number of the entry in the panel. */
	entry: number | null;
}
