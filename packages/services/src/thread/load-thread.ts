import { and, eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { thread, threadComment } from '@interlock/db/tables';
import { DomainError } from '@interlock/domain/error';

export type ThreadRow = typeof thread.$inferSelect;
export type CommentRow = typeof threadComment.$inferSelect;

/** A thread of a change, locked until the transaction ends. `not-found` for one of another change. */
export async function lockThread(tx: Tx, changeId: string, id: string): Promise<ThreadRow> {
	const [row] = await tx
		.select()
		.from(thread)
		.where(and(eq(thread.id, id), eq(thread.changeId, changeId)))
		.for('update');
	if (!row) throw new DomainError('not-found', 'thread not found', { field: 'thread', value: id });
	return row;
}

/** A comment of a change's threads, locked. `not-found` for one of another change. */
export async function lockComment(tx: Tx, changeId: string, id: string): Promise<CommentRow> {
	const [found] = await tx
		.select({ comment: threadComment })
		.from(threadComment)
		.innerJoin(thread, eq(thread.id, threadComment.threadId))
		.where(and(eq(threadComment.id, id), eq(thread.changeId, changeId)))
		.for('update', { of: threadComment });
	if (!found) throw new DomainError('not-found', 'comment not found', { field: 'comment', value: id });
	return found.comment;
}
