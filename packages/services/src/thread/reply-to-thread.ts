import { parseInput } from '@interlock/domain/error';
import { anchorSchema, type ReplyToThreadInput, replyToThreadInput } from '@interlock/domain/thread';
import { type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { announceChange, loadChange, speakerOf } from '../change/index.ts';
import { addComment } from './add-comment.ts';
import { lockThread } from './load-thread.ts';
import { tellPeople } from './tell-people.ts';

/** Says something in a thread, settled or not. */
export async function replyToThread(ctx: ServiceContext, input: ReplyToThreadInput): Promise<{ commentId: string }> {
	const wanted = parseInput(replyToThreadInput, input);
	return transact(ctx, async (tx) => {
		const { row } = await loadChange(tx, ctx, wanted, 'change:comment');
		const found = await lockThread(tx, row.id, wanted.thread);
		const speaker = await speakerOf(tx, ctx.actor);
		const comment = await addComment(tx, ctx, found, { speaker, body: wanted.body });
		const mentioned = await tellPeople(tx, ctx, row, { threadId: found.id, anchor: anchorSchema.parse(found.anchor), body: wanted.body, speaker });
		await recordAudit(tx, ctx, {
			action: 'thread.replied',
			orgId: row.orgId,
			projectId: row.projectId,
			target: { kind: 'change', id: row.id, name: `#${row.number}` },
			after: { threadId: found.id, commentId: comment.id, mentioned },
		});
		await announceChange(tx, row, 'thread', { threadId: found.id, mentioned });
		return { commentId: comment.id };
	});
}
