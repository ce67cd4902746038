import type { Tx } from '@interlock/db';
import { threadComment } from '@interlock/db/tables';
import type { ServiceContext } from '../access/index.ts';
import type { Speaker } from '../change/index.ts';
import type { CommentRow, ThreadRow } from './load-thread.ts';

/** Writes what somebody said in a thread. */
export async function addComment(
	tx: Tx,
	ctx: ServiceContext,
	thread: Pick<ThreadRow, 'id' | 'orgId' | 'projectId'>,
	said: { speaker: Speaker; body: string },
): Promise<CommentRow> {
	const [row] = await tx
		.insert(threadComment)
		.values({
			orgId: thread.orgId,
			projectId: thread.projectId,
			threadId: thread.id,
			author: said.speaker.name,
			authorUserId: said.speaker.userId,
			body: said.body,
			createdAt: ctx.now(),
		})
		.returning();
	if (!row) throw new Error('no comment');
	return row;
}
