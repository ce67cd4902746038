import { and, eq } from 'drizzle-orm';
import { review, reviewDismissal } from '@interlock/db/tables';
import { nameOf, personOf } from '@interlock/domain/access';
import { type Decision, type DismissBlockInput, dismissBlockInput, mayDismiss, moveChange } from '@interlock/domain/change';
import { DomainError, parseInput } from '@interlock/domain/error';
import { deny, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { loadPolicyVersion } from '../policy/index.ts';
import { enqueueCommand } from '../process/index.ts';
import { decideChange } from './decide-change.ts';
import { loadChange } from './load-change.ts';
import { readFacts } from './read-facts.ts';
import { tellChange } from './tell-change.ts';

/**
 * Dismisses somebody's request for changes with a reason, so that it no longer holds the change; decides it anew. Only an administrator
 * who did not contribute may; anybody else is `forbidden`, kept in the audit log.
 */
export async function dismissBlock(ctx: ServiceContext, input: DismissBlockInput): Promise<{ decision: Decision; rolloutId: string | null }> {
	const wanted = parseInput(dismissBlockInput, input);
	return transact(ctx, async (tx) => {
		const loaded = await loadChange(tx, ctx, wanted, 'change:comment', { lock: true });
		const { row } = loaded;
		const target = { kind: 'change', id: row.id, name: `#${row.number}` };
		const { subject, facts } = await readFacts(tx, loaded, await loadPolicyVersion(tx, loaded.revision.policyId), ctx.now());
		const userId = ctx.actor.kind === 'user' ? personOf(ctx.actor) : null;
		if (userId === null || !mayDismiss(subject, userId, facts))
			deny('change.block-dismissed', row, target, 'Only an administrator who did not contribute dismisses a request for changes.', 'not-an-administrator');
		moveChange(row.state, 'approve');
		const [said] = await tx
			.select()
			.from(review)
			.where(and(eq(review.changeId, row.id), eq(review.id, wanted.review)));
		if (said?.verdict !== 'request-changes')
			throw new DomainError('invalid', 'review: must be a request for changes on this change', { field: 'review', value: wanted.review });
		const [made] = await tx
			.insert(reviewDismissal)
			.values({
				orgId: row.orgId,
				projectId: row.projectId,
				reviewId: said.id,
				changeId: row.id,
				dismissedBy: nameOf(ctx.actor),
				dismissedByUserId: userId,
				reason: wanted.reason,
				createdAt: ctx.now(),
			})
			.onConflictDoNothing()
			.returning();
		if (!made) throw new DomainError('conflict', 'review: it was dismissed already', { field: 'review', value: wanted.review, reason: 'dismissed-already' });
		await recordAudit(tx, ctx, {
			action: 'change.block-dismissed',
			orgId: row.orgId,
			projectId: row.projectId,
			target,
			subjectDigest: said.subjectDigest,
			after: { reviewId: said.id, revision: said.revision },
			reason: wanted.reason,
		});
		await tellChange(tx, ctx, row, {
			kind: 'block-dismissed',
			sentence: `dismissed ${said.reviewer}'s request for changes: ${wanted.reason}`,
			data: { reviewId: said.id },
		});
		const { decision, rolloutId } = await decideChange(tx, ctx, loaded);
		await enqueueCommand(tx, { kind: 'doorbell', process: 'change', workflowId: `change/${row.id}` });
		return { decision, rolloutId };
	});
}
