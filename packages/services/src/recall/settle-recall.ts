import { and, eq, inArray } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { contributor, datasetVersion, modelVersion, recall, recallItem, run } from '@interlock/db/tables';
import { nameOf, personOf } from '@interlock/domain/access';
import { DomainError, parseInput } from '@interlock/domain/error';
import { type DismissRecallItemInput, dismissRecallItemInput, type LiftRecallInput, liftRecallInput } from '@interlock/domain/recall';
import { deny, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { publishEvent } from '../event/index.ts';
import { affectedBy, itemsOf } from './affected.ts';
import { loadRecall, type RecallRow } from './load-recall.ts';
import { tellChanges } from './make-recall.ts';

/**
 * Ends a recall with a reason: what it suspended counts again. Whoever made what was recalled, or contributed to a change that it holds,
 * can't. `conflict` when it is lifted already.
 */
export async function liftRecall(ctx: ServiceContext, input: LiftRecallInput): Promise<void> {
	const wanted = parseInput(liftRecallInput, input);
	await transact(ctx, async (tx) => {
		const { row } = await loadRecall(tx, ctx, wanted, 'recall:lift', true);
		refuseLifted(row);
		const affected = await affectedBy(tx, row);
		await refusePartial(
			tx,
			ctx,
			row,
			affected.changes.map((c) => c.row.id),
			'recall.lifted',
		);
		await tx
			.update(recall)
			.set({ liftedAt: ctx.now(), liftedBy: nameOf(ctx.actor), liftedReason: wanted.reason })
			.where(eq(recall.id, row.id));
		await recordAudit(tx, ctx, {
			action: 'recall.lifted',
			orgId: row.orgId,
			projectId: row.projectId,
			target: { kind: row.kind, id: row.subjectId, name: row.name },
			reason: wanted.reason,
			before: { recallId: row.id, reason: row.reason },
		});
		await tellChanges(tx, ctx, affected, `lifted the recall of ${row.name}. ${wanted.reason}`);
		await tellPage(tx, row, 'recall.lifted');
	});
}

/** Says of one dependent version, change or endpoint that it isn't affected, with a reason; the rest of the recall stays. The same people can't as can't lift it. */
export async function dismissRecallItem(ctx: ServiceContext, input: DismissRecallItemInput): Promise<void> {
	const wanted = parseInput(dismissRecallItemInput, input);
	await transact(ctx, async (tx) => {
		const { row } = await loadRecall(tx, ctx, wanted, 'recall:lift', true);
		refuseLifted(row);
		const affected = await affectedBy(tx, row);
		const stored = await tx.select().from(recallItem).where(eq(recallItem.recallId, row.id));
		const item = [...itemsOf(affected), ...stored].find((one) => one.kind === wanted.kind && one.subjectId === wanted.item);
		if (!item) throw new DomainError('invalid', 'item: nothing that depends on this recall has this id', { field: 'item', value: wanted.item });
		const changes = wanted.kind === 'change' ? [wanted.item] : affected.changes.filter((c) => c.versionId === wanted.item).map((c) => c.row.id);
		await refusePartial(tx, ctx, row, changes, 'recall.item-dismissed');
		const dismissal = { dismissedReason: wanted.reason, dismissedBy: nameOf(ctx.actor), dismissedAt: ctx.now() };
		await tx
			.insert(recallItem)
			.values({ recallId: row.id, orgId: row.orgId, projectId: row.projectId, kind: item.kind, subjectId: item.subjectId, via: item.via, ...dismissal })
			.onConflictDoUpdate({ target: [recallItem.recallId, recallItem.kind, recallItem.subjectId], set: dismissal });
		await recordAudit(tx, ctx, {
			action: 'recall.item-dismissed',
			orgId: row.orgId,
			projectId: row.projectId,
			target: { kind: wanted.kind, id: wanted.item },
			reason: wanted.reason,
			after: { recallId: row.id, recalled: row.name },
		});
		await tellChanges(
			tx,
			ctx,
			{ changes: affected.changes.filter((c) => changes.includes(c.row.id)) },
			`isn't affected by the recall of ${row.name}. ${wanted.reason}`,
		);
		await tellPage(tx, row, 'recall.item-dismissed');
	});
}

function refuseLifted(row: RecallRow): void {
	if (row.liftedAt) throw new DomainError('conflict', 'recall: it is lifted already', { field: 'id', value: row.id, reason: 'lifted-already' });
}

/** Nobody lets their own work pass: not what was recalled, not a change that waits for it. */
async function refusePartial(tx: Tx, ctx: ServiceContext, row: RecallRow, changeIds: string[], action: string): Promise<void> {
	const userId = personOf(ctx.actor);
	const target = { kind: 'recall', id: row.id, name: row.name };
	if (!userId) deny(action, row, target, "Only a person lifts a recall or says that something isn't affected by it.", 'not-a-person');
	if ((await makerOf(tx, row)) === userId) deny(action, row, target, `You made ${row.name}, so somebody else has to say that it is good.`, 'own-work');
	if (changeIds.length === 0) return;
	const own = await tx
		.select({ changeId: contributor.changeId })
		.from(contributor)
		.where(and(inArray(contributor.changeId, changeIds), eq(contributor.userId, userId)));
	if (own.length > 0) deny(action, row, target, 'You contributed to a change that it holds, so somebody else has to let it pass.', 'own-work');
}

async function makerOf(tx: Tx, { kind, subjectId }: RecallRow): Promise<string | null> {
	const rows =
		kind === 'run'
			? await tx.select({ by: run.startedByUserId }).from(run).where(eq(run.id, subjectId))
			: kind === 'model-version'
				? await tx.select({ by: modelVersion.createdByUserId }).from(modelVersion).where(eq(modelVersion.id, subjectId))
				: await tx.select({ by: datasetVersion.createdByUserId }).from(datasetVersion).where(eq(datasetVersion.id, subjectId));
	return rows[0]?.by ?? null;
}

async function tellPage(tx: Tx, row: RecallRow, type: string): Promise<void> {
	await publishEvent(tx, { orgId: row.orgId, projectId: row.projectId, channel: `project/${row.projectId}`, type, data: { recallId: row.id } });
}
