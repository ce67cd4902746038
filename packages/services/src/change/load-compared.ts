import { type ChangeDiffPlace, changeDiffInput, type RevisionComparison } from '@interlock/domain/change';
import { parseInput } from '@interlock/domain/error';
import type { Tx } from '@interlock/db';
import type { ServiceContext } from '../access/index.ts';
import { loadChange, loadRevision, type LoadedChange } from './load-change.ts';

export interface ComparedRevision extends LoadedChange {
	/** null until the revision is evaluated. */
	comparison: RevisionComparison | null;
}

/** A change with the revision asked for, by default the newest, and what its evaluation found. `not-found` for an unknown one. */
export async function loadCompared(tx: Tx, ctx: ServiceContext, input: ChangeDiffPlace): Promise<ComparedRevision> {
	const { revision: wanted, ...place } = parseInput(changeDiffInput, input);
	const loaded = await loadChange(tx, ctx, place, 'change:read');
	const revision = wanted === undefined ? loaded.revision : await loadRevision(tx, loaded.row.id, wanted);
	return { ...loaded, revision, comparison: revision.comparison as RevisionComparison | null };
}
