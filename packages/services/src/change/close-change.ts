import { eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { change } from '@interlock/db/tables';
import { can } from '@interlock/domain/access';
import { type CloseChangeInput, closeChangeInput, moveChange } from '@interlock/domain/change';
import { parseInput } from '@interlock/domain/error';
import { deny, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { enqueueCommand } from '../process/index.ts';
import { type ChangeRow, loadChange, type LoadedChange } from './load-change.ts';
import { speakerOf } from './speaker.ts';
import { stopReproductions } from './stop-reproductions.ts';
import { tellChange } from './tell-change.ts';
import { tellPeople } from './tell-people.ts';

/** Closes a change that isn't approved yet; its process ends. Only its author and people who may review it can. */
export async function closeChange(ctx: ServiceContext, input: CloseChangeInput): Promise<void> {
	const wanted = parseInput(closeChangeInput, input);
	await transact(ctx, async (tx) => {
		const loaded = await loadChange(tx, ctx, wanted, 'change:comment', { lock: true });
		const speaker = await speakerOf(tx, ctx.actor);
		if (!mayClose(ctx, loaded.row, speaker.userId)) {
			deny(
				'change.closed',
				loaded.row,
				{ kind: 'change', id: loaded.row.id, name: `#${loaded.row.number}` },
				'Only its author or a reviewer closes a change.',
				'author-or-reviewer',
			);
		}
		const reason = wanted.reason || `closed by ${speaker.name}`;
		await closeInTx(tx, ctx, loaded, { kind: 'closed', reason, sentence: `closed the change${wanted.reason ? `: ${wanted.reason}` : ''}` });
		await enqueueCommand(tx, { kind: 'doorbell', process: 'change', workflowId: `change/${loaded.row.id}` });
	});
}

/** Whether a person may close a change, for the page as well. */
export function mayClose(ctx: ServiceContext, row: Pick<ChangeRow, 'authorUserId' | 'orgId' | 'projectId'>, userId: string | null): boolean {
	return (userId !== null && userId === row.authorUserId) || can(ctx.actor, 'change:review', row).allowed;
}

/** Closes a locked change with its reason; `conflict` when it is approved or ended. */
export async function closeInTx(
	tx: Tx,
	ctx: ServiceContext,
	loaded: LoadedChange,
	why: { kind: 'closed' | 'expired'; reason: string; sentence: string; evidence?: Record<string, unknown> },
): Promise<void> {
	const { row, revision } = loaded;
	const state = moveChange(row.state, 'close');
	await tx.update(change).set({ state, closedReason: why.reason, updatedAt: ctx.now() }).where(eq(change.id, row.id));
	await recordAudit(tx, ctx, {
		action: `change.${why.kind}`,
		orgId: row.orgId,
		projectId: row.projectId,
		target: { kind: 'change', id: row.id, name: `#${row.number}` },
		reason: why.reason,
		before: { state: row.state },
		after: { state, revision: row.revision, ...why.evidence },
		subjectDigest: revision.digest,
	});
	await tellChange(tx, ctx, row, { kind: why.kind, sentence: why.sentence, data: why.evidence });
	await stopReproductions(tx, ctx, row, row.revision + 1, 'the change was closed');
	await tellPeople(tx, ctx, row, {
		kind: 'outcome',
		to: [row.authorUserId],
		sentence: `#${row.number} ${row.title} is closed. ${why.reason}`,
		because: 'You opened it.',
	});
}
