import { and, eq } from 'drizzle-orm';
import { contributor, thread } from '@interlock/db/tables';
import { can } from '@interlock/domain/access';
import { parseInput } from '@interlock/domain/error';
import { anchorSchema, nameAnchor, type ResolveThreadInput, resolveThreadInput, whyNotResolve } from '@interlock/domain/thread';
import { deny, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { loadChange, speakerOf, tellChange } from '../change/index.ts';
import { enqueueCommand } from '../process/index.ts';
import { lockThread } from './load-thread.ts';

/** Settles a thread or opens it again; the change's process looks at its row then. Doing it twice does nothing. */
export async function resolveThread(ctx: ServiceContext, input: ResolveThreadInput): Promise<{ resolved: boolean }> {
	const wanted = parseInput(resolveThreadInput, input);
	return transact(ctx, async (tx) => {
		const { row } = await loadChange(tx, ctx, wanted, 'change:comment', { lock: true });
		const found = await lockThread(tx, row.id, wanted.thread);
		const speaker = await speakerOf(tx, ctx.actor);
		const [work] = speaker.userId
			? await tx
					.select({ because: contributor.because })
					.from(contributor)
					.where(and(eq(contributor.changeId, row.id), eq(contributor.userId, speaker.userId)))
					.limit(1)
			: [];
		const target = { kind: 'change', id: row.id, name: `#${row.number}` };
		const why = whyNotResolve(found, {
			userId: speaker.userId,
			mayReview: speaker.userId !== null && can(ctx.actor, 'change:review', row).allowed,
			contributed: work !== undefined,
		});
		const verb = wanted.resolved ? 'resolved' : 'reopened';
		if (why) deny(`thread.${verb}`, row, target, why, 'not-yours-to-settle');
		if ((found.resolvedAt !== null) === wanted.resolved) return { resolved: wanted.resolved };
		await tx
			.update(thread)
			.set(wanted.resolved ? { resolvedAt: ctx.now(), resolvedBy: speaker.name } : { resolvedAt: null, resolvedBy: null })
			.where(eq(thread.id, found.id));
		await recordAudit(tx, ctx, {
			action: `thread.${verb}`,
			orgId: row.orgId,
			projectId: row.projectId,
			target,
			after: { threadId: found.id, revision: row.revision },
		});
		await tellChange(tx, ctx, row, {
			kind: wanted.resolved ? 'thread-resolved' : 'thread',
			sentence: `${verb} the thread on ${nameAnchor(anchorSchema.parse(found.anchor))}`,
			data: { threadId: found.id },
		});
		await enqueueCommand(tx, { kind: 'doorbell', process: 'change', workflowId: `change/${row.id}` });
		return { resolved: wanted.resolved };
	});
}
