import type { Outputs } from '../../api/outputs.ts';

export type AuditRowView = Outputs['audit']['list']['rows'][number];
export type ChainView = Outputs['audit']['chain'];

/** An entry in the panel, with the hash that it links to. */
export interface ShownEntry {
	row: AuditRowView;
	/** Null until it is known. */
	previousHash: string | null;
}

export interface AuditQuery {
	q: string;
	decision: 'all' | 'denied';
	/** Entries before this number; null: the newest. */
	before: number | null;
	/** Number of the entry in the panel. */
	entry: number | null;
}
