import { thread } from '@interlock/db/tables';
import { DomainError, parseInput } from '@interlock/domain/error';
import { nameAnchor, resolveAnchor, type StartThreadInput, startThreadInput } from '@interlock/domain/thread';
import { type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { loadChange, speakerOf, tellChange } from '../change/index.ts';
import { addComment } from './add-comment.ts';
import { readGround, readGroundRows } from './read-ground.ts';
import { tellPeople } from './tell-people.ts';

export interface StartedThread {
	threadId: string;
	commentId: string;
}

/** Begins a discussion about one thing that the newest revision shows; it holds the change until it is settled. `invalid` for what isn't shown. */
export async function startThread(ctx: ServiceContext, input: StartThreadInput): Promise<StartedThread> {
	const wanted = parseInput(startThreadInput, input);
	const { anchor } = wanted;
	const rows = await transact(ctx, async (tx) => readGroundRows(tx, await loadChange(tx, ctx, wanted, 'change:comment'), [anchor]));
	const standing = resolveAnchor(anchor, await readGround(ctx, rows));
	if (standing.state === 'outdated')
		throw new DomainError('invalid', `anchor: the newest revision shows no ${nameAnchor(anchor)}`, { field: 'anchor', value: nameAnchor(anchor) });
	return transact(ctx, async (tx) => {
		const { row } = await loadChange(tx, ctx, wanted, 'change:comment', { lock: true });
		const speaker = await speakerOf(tx, ctx.actor);
		const [made] = await tx
			.insert(thread)
			.values({
				orgId: row.orgId,
				projectId: row.projectId,
				changeId: row.id,
				revision: row.revision,
				anchor,
				createdBy: speaker.name,
				createdByUserId: speaker.userId,
				createdAt: ctx.now(),
			})
			.returning();
		if (!made) throw new Error('no thread');
		const comment = await addComment(tx, ctx, made, { speaker, body: wanted.body });
		const mentioned = await tellPeople(tx, ctx, row, { threadId: made.id, anchor, body: wanted.body, speaker });
		await recordAudit(tx, ctx, {
			action: 'thread.started',
			orgId: row.orgId,
			projectId: row.projectId,
			target: { kind: 'change', id: row.id, name: `#${row.number}` },
			after: { threadId: made.id, commentId: comment.id, anchor, revision: row.revision, mentioned },
		});
		await tellChange(tx, ctx, row, { kind: 'thread', sentence: `began a thread on ${nameAnchor(anchor)}`, data: { threadId: made.id, mentioned } });
		return { threadId: made.id, commentId: comment.id };
	});
}
