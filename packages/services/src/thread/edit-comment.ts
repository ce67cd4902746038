import { eq } from 'drizzle-orm';
import { threadComment, threadCommentVersion } from '@interlock/db/tables';
import { DomainError, parseInput } from '@interlock/domain/error';
import { type EditCommentInput, editCommentInput } from '@interlock/domain/thread';
import { deny, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { announceChange, loadChange, speakerOf } from '../change/index.ts';
import { lockComment } from './load-thread.ts';

/**
 * Changes what one said oneself; what it said before stays readable. `conflict` when the comment was edited since the writer read it: nothing
 * is overwritten, both texts can be shown.
 */
export async function editComment(ctx: ServiceContext, input: EditCommentInput): Promise<{ version: number }> {
	const wanted = parseInput(editCommentInput, input);
	return transact(ctx, async (tx) => {
		const { row } = await loadChange(tx, ctx, wanted, 'change:comment');
		const comment = await lockComment(tx, row.id, wanted.comment);
		const speaker = await speakerOf(tx, ctx.actor);
		const target = { kind: 'change', id: row.id, name: `#${row.number}` };
		if (comment.authorUserId === null || comment.authorUserId !== speaker.userId)
			deny('thread.comment-edited', row, target, `Only ${comment.author} edits this comment.`, 'author');
		if (comment.version !== wanted.version)
			throw new DomainError('conflict', `version: the comment was edited meanwhile; it is version ${comment.version}, you changed version ${wanted.version}`, {
				field: 'version',
				value: wanted.version,
				limit: String(comment.version),
				reason: 'edited-meanwhile',
			});
		await tx.insert(threadCommentVersion).values({
			orgId: row.orgId,
			projectId: row.projectId,
			commentId: comment.id,
			version: comment.version,
			body: comment.body,
			saidAt: comment.editedAt ?? comment.createdAt,
		});
		const version = comment.version + 1;
		await tx.update(threadComment).set({ body: wanted.body, version, editedAt: ctx.now() }).where(eq(threadComment.id, comment.id));
		await recordAudit(tx, ctx, {
			action: 'thread.comment-edited',
			orgId: row.orgId,
			projectId: row.projectId,
			target,
			after: { threadId: comment.threadId, commentId: comment.id, version },
		});
		await announceChange(tx, row, 'thread', { threadId: comment.threadId });
		return { version };
	});
}
