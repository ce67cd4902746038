import type { Tx } from '@interlock/db';
import type { ApprovalFacts } from '@interlock/domain/change';
import { readRecalled } from '../recall/index.ts';
import type { ChangeRow, RevisionRow } from './load-change.ts';

/** What was recalled of all that a revision depends on: its version, what that was made from, and the data it is judged on. */
export async function recalledOf(tx: Tx, row: ChangeRow, revision: RevisionRow): Promise<NonNullable<ApprovalFacts['recalled']>> {
	const { modelVersionId, holdoutDatasetVersionId } = revision;
	const found = await readRecalled(tx, { projectId: row.projectId, modelVersionId, holdoutDatasetVersionId, changeId: row.id });
	return found.map(({ name, reason, via }) => ({ name, reason, via }));
}
