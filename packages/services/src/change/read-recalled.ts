import type { Tx } from '@interlock/db';
import type { ApprovalFacts } from '@interlock/domain/change';
import { projectsWithRecalls, readRecalled } from '../recall/index.ts';
import type { LoadedChange } from './load-change.ts';

type Recalled = NonNullable<ApprovalFacts['recalled']>;

/**
 * What was recalled of all that the newest revision of each of some changes depends on, by change id: its version, what that was made from,
 * and the data it is judged on. Lineage is walked only in projects where a recall is in force, a change at a time.
 */
export async function recalledOfAll(tx: Tx, all: readonly Pick<LoadedChange, 'row' | 'revision'>[]): Promise<(changeId: string) => Recalled> {
	const recalling = await projectsWithRecalls(tx, [...new Set(all.map(({ row }) => row.projectId))]);
	const recalled = new Map<string, Recalled>();
	for (const { row, revision } of all) {
		if (!recalling.has(row.projectId)) continue;
		const { modelVersionId, holdoutDatasetVersionId } = revision;
		const found = await readRecalled(tx, { projectId: row.projectId, modelVersionId, holdoutDatasetVersionId, changeId: row.id });
		recalled.set(
			row.id,
			found.map(({ name, reason, via }) => ({ name, reason, via })),
		);
	}
	return (changeId) => recalled.get(changeId) ?? [];
}
