import { openedDiff } from '@interlock/db/tables';
import { type MarkOpenedInput, markOpenedInput } from '@interlock/domain/change';
import { DomainError, parseInput } from '@interlock/domain/error';
import { type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { enqueueCommand } from '../process/index.ts';
import { loadChange } from './load-change.ts';
import { openedTabs } from './read-discussion.ts';
import { speakerOf } from './speaker.ts';

export interface OpenedTabs {
	/** Tabs of this revision that the person opened, in order of first opening. */
	opened: string[];
}

/**
 * Records that a person who may review opened a tab of the revision they see; once per person, revision and tab. `conflict` when another
 * revision is the newest: what was seen isn't what would be approved.
 */
export async function markOpened(ctx: ServiceContext, input: MarkOpenedInput): Promise<OpenedTabs> {
	const wanted = parseInput(markOpenedInput, input);
	return transact(ctx, async (tx) => {
		const { row, revision } = await loadChange(tx, ctx, wanted, 'change:review');
		const { userId } = await speakerOf(tx, ctx.actor);
		if (wanted.digest !== revision.digest)
			throw new DomainError('conflict', `digest: revision ${row.revision} is the newest now`, {
				field: 'digest',
				value: wanted.digest,
				limit: revision.digest,
				reason: 'candidate-changed',
			});
		if (userId === null) return { opened: [] };
		const key = { changeId: row.id, revision: row.revision, userId, tab: wanted.tab };
		const made = await tx
			.insert(openedDiff)
			.values({ orgId: row.orgId, projectId: row.projectId, ...key, openedAt: ctx.now() })
			.onConflictDoNothing()
			.returning({ tab: openedDiff.tab });
		if (made.length > 0) {
			await recordAudit(tx, ctx, {
				action: 'change.diff-opened',
				orgId: row.orgId,
				projectId: row.projectId,
				target: { kind: 'change', id: row.id, name: `#${row.number}` },
				subjectDigest: revision.digest,
				after: { tab: wanted.tab, revision: row.revision },
			});
			await enqueueCommand(tx, { kind: 'doorbell', process: 'change', workflowId: `change/${row.id}` });
		}
		return { opened: (await openedTabs(tx, row))[userId] ?? [] };
	});
}
