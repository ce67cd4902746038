import { eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { change, changeEntry, organization, project } from '@interlock/db/tables';
import { nameOf } from '@interlock/domain/access';
import { type ChangeEvent, stateAfter } from '@interlock/domain/change';
import type { ServiceContext } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { publishEvent } from '../event/index.ts';
import { notify } from '../notification/index.ts';
import { enqueueCommand } from '../process/index.ts';

/**
 * Ends the change whose rollout ended, in the same transaction: applied at 100 %, closed when rolled back. A change that is no longer
 * approved stays as it is; so a retry does nothing. `sentence` goes to its timeline and, when closed, is its reason.
 */
export async function settleChange(
	tx: Tx,
	ctx: ServiceContext,
	changeId: string | null,
	event: Extract<ChangeEvent, 'apply' | 'roll-back'>,
	sentence: string,
): Promise<void> {
	if (!changeId) return;
	const [row] = await tx.select().from(change).where(eq(change.id, changeId)).for('update');
	const state = row ? stateAfter(row.state, event) : null;
	if (!row || !state) return;
	const closed = event === 'roll-back';
	await tx
		.update(change)
		.set({ state, updatedAt: ctx.now(), closedReason: closed ? sentence : row.closedReason })
		.where(eq(change.id, row.id));
	const { orgId, projectId } = row;
	await tx
		.insert(changeEntry)
		.values({ orgId, projectId, changeId: row.id, kind: closed ? 'closed' : 'applied', actor: nameOf(ctx.actor), sentence, createdAt: ctx.now() });
	await recordAudit(tx, ctx, {
		action: closed ? 'change.closed' : 'change.applied',
		orgId,
		projectId,
		target: { kind: 'change', id: row.id, name: `#${row.number}` },
		reason: sentence,
		before: { state: row.state },
		after: { state },
	});
	await tellAuthor(tx, ctx, row, sentence);
	for (const channel of [`change/${row.id}`, `project/${projectId}`]) {
		await publishEvent(tx, { orgId, projectId, channel, type: `change.${state}`, data: { changeId: row.id, number: row.number, state } });
	}
	await enqueueCommand(tx, { kind: 'doorbell', process: 'change', workflowId: `change/${row.id}` });
}

async function tellAuthor(tx: Tx, ctx: ServiceContext, row: typeof change.$inferSelect, sentence: string): Promise<void> {
	if (!row.authorUserId) return;
	const { orgId, projectId, number, title } = row;
	const [at] = await tx
		.select({ org: organization.slug, project: project.slug })
		.from(project)
		.innerJoin(organization, eq(organization.id, project.orgId))
		.where(eq(project.id, projectId));
	await notify(tx, ctx, {
		orgId,
		projectId,
		kind: 'outcome',
		to: [row.authorUserId],
		subject: { kind: 'change', id: row.id },
		sentence: `#${number} ${title}: ${sentence}`,
		because: 'You opened it.',
		link: `/${at?.org}/${at?.project}/changes/${number}`,
	});
}
