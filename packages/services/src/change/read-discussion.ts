import { and, inArray, isNull, sql } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { openedDiff, thread } from '@interlock/db/tables';
import type { ApprovalFacts } from '@interlock/domain/change';

type Discussion = Required<Pick<ApprovalFacts, 'openThreads' | 'openedTabs'>>;

/** What people left open in the discussion of each of some changes, and which diffs of their newest revision each person opened, in order of first opening. */
export async function readDiscussions(
	tx: Tx,
	changes: readonly { id: string; revision: number }[],
): Promise<(change: { id: string; revision: number }) => Discussion> {
	const ids = changes.map(({ id }) => id);
	const open = await tx
		.select({ changeId: thread.changeId, n: sql<number>`count(*)::int` })
		.from(thread)
		.where(and(inArray(thread.changeId, ids), isNull(thread.resolvedAt)))
		.groupBy(thread.changeId);
	const opened = await openedDiffs(tx, ids);
	return ({ id, revision }) => ({ openThreads: open.find(({ changeId }) => changeId === id)?.n ?? 0, openedTabs: opened(id, revision) });
}

/** Tabs of a change's revision that each person opened, in order of first opening. */
export async function openedTabs(tx: Tx, { id, revision }: { id: string; revision: number }): Promise<Record<string, string[]>> {
	return (await openedDiffs(tx, [id]))(id, revision);
}

async function openedDiffs(tx: Tx, changeIds: string[]): Promise<(changeId: string, revision: number) => Record<string, string[]>> {
	const rows = await tx
		.select({ changeId: openedDiff.changeId, revision: openedDiff.revision, userId: openedDiff.userId, tab: openedDiff.tab })
		.from(openedDiff)
		.where(inArray(openedDiff.changeId, changeIds))
		.orderBy(openedDiff.openedAt);
	return (changeId, revision) => {
		const opened: Record<string, string[]> = {};
		for (const row of rows) if (row.changeId === changeId && row.revision === revision) opened[row.userId] = [...(opened[row.userId] ?? []), row.tab];
		return opened;
	};
}
