import { and, eq, isNull } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { thread } from '@interlock/db/tables';
import type { ApprovalFacts } from '@interlock/domain/change';
import { openedTabs } from './mark-opened.ts';

/** What people left open in the discussion, and which diffs of the newest revision they opened. */
export async function readDiscussion(tx: Tx, row: { id: string; revision: number }): Promise<Required<Pick<ApprovalFacts, 'openThreads' | 'openedTabs'>>> {
	return {
		openThreads: await tx.$count(thread, and(eq(thread.changeId, row.id), isNull(thread.resolvedAt))),
		openedTabs: await openedTabs(tx, row),
	};
}
