import type { AuditEntry } from '@interlock/domain/audit';

export interface AuditRowView {
	n: number;
	hash: string;
	/** sha256 of the entry's bytes. */
	leaf: string;
	entry: AuditEntry;
}

export interface ChainView {
	state: 'intact' | 'broken' | 'unchecked';
	entries: number;
	head: string;
	checkedAtMs: number | null;
	/** Number of the first entry that doesn't fit. */
	firstBad: number | null;
}

export interface AuditListData {
	rows: AuditRowView[];
	more: boolean;
	/** Hash of the entry before the last row, where that is known. */
	chain: ChainView;
	nowMs: number;
}

export interface AuditQuery {
	q: string;
	decision: 'all' | 'denied';
	before: number | null;
	/** Entry in the detail panel. */
	entry: number | null;
}
