import type { FilterField } from '@interlock/domain/audit';
import type { Outputs } from '../../api/outputs.ts';

export type AuditRowView = Outputs['audit']['list']['rows'][number];
export type ChainView = Outputs['audit']['chain'];
export type CheckpointsView = Outputs['audit']['checkpoints'];
export type ProofView = Outputs['audit']['proof'];

/** An entry in the panel, with the hashes beside it in the chain. */
export interface ShownEntry {
	row: AuditRowView;
	/** Null until it is known. */
	previousHash: string | null;
	/** Null until it is known, and for the newest. */
	nextHash: string | null;
}

/** Since when entries are shown. */
export const SPANS = ['1h', '48h', '7d', '30d'] as const;
export type Span = (typeof SPANS)[number];

/** The filter's fields are null when they narrow nothing. */
export interface AuditQuery extends Record<Exclude<FilterField, 'decision'>, string | null> {
	q: string;
	decision: 'allowed' | 'denied' | null;
	when: Span | null;
	/** Entries before this number; null: the newest. */
	before: number | null;
	/** Number of the entry in the panel. */
	entry: number | null;
}
