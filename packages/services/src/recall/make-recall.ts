import { eq, inArray, isNull, sql, and } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { changeEntry, membership, person, recall, recallItem, review } from '@interlock/db/tables';
import { nameOf, personOf, rolesWith } from '@interlock/domain/access';
import { DomainError, parseInput } from '@interlock/domain/error';
import { type RecallInput, recallInput } from '@interlock/domain/recall';
import { loadProject, type LoadedProject, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { publishEvent } from '../event/index.ts';
import { notify } from '../notification/index.ts';
import { enqueueCommand } from '../process/index.ts';
import { type Affected, affectedBy, itemsOf } from './affected.ts';
import { recallsInForce, type RecallRow, resolveSubject } from './load-recall.ts';

export interface MadeRecall {
	id: string;
	/** What depends on it now. */
	versions: number;
	changes: number;
	endpoints: number;
}

/**
 * Marks a dataset version, a run or a model version as bad. In the same transaction every open change that depends on it is suspended
 * (its approvals stop counting), and whoever opened or approved it, or may roll an affected endpoint back, is told. Nothing is rolled
 * back by itself. `conflict` when it is recalled already.
 */
export async function makeRecall(ctx: ServiceContext, input: RecallInput): Promise<MadeRecall> {
	const wanted = parseInput(recallInput, input);
	return transact(ctx, async (tx) => {
		const project = await loadProject(tx, ctx, wanted, 'recall:make');
		const subject = await resolveSubject(tx, project.projectId, wanted);
		if ((await recallsInForce(tx, project.projectId)).some((one) => one.subjectId === subject.id))
			throw new DomainError('conflict', `${subject.name} is recalled already`, { field: subject.kind, value: subject.name, reason: 'recalled-already' });
		const { orgId, projectId } = project;
		const [row] = await tx
			.insert(recall)
			.values({
				orgId,
				projectId,
				kind: subject.kind,
				subjectId: subject.id,
				name: subject.name,
				reason: wanted.reason,
				madeBy: nameOf(ctx.actor),
				madeByUserId: personOf(ctx.actor),
				createdAt: ctx.now(),
			})
			.returning();
		if (!row) throw new Error('no recall');
		const affected = await affectedBy(tx, row);
		const items = itemsOf(affected).map((item) => ({ ...item, recallId: row.id, orgId, projectId, createdAt: ctx.now() }));
		if (items.length > 0) await tx.insert(recallItem).values(items);
		const counts = { versions: affected.versions.length, changes: affected.changes.length, endpoints: affected.endpoints.length };
		await recordAudit(tx, ctx, {
			action: 'recall.made',
			orgId,
			projectId,
			target: { kind: subject.kind, id: subject.id, name: subject.name },
			reason: wanted.reason,
			after: { recallId: row.id, ...counts },
		});
		await tellChanges(tx, ctx, affected, `suspended: ${row.name} was recalled. ${row.reason}`);
		await tellPeople(tx, ctx, project, row, affected);
		await publishEvent(tx, { orgId, projectId, channel: `project/${projectId}`, type: 'recall.made', data: { recallId: row.id } });
		return { id: row.id, ...counts };
	});
}

/** Writes into the timeline of each affected change, rings its process and tells its open pages. */
export async function tellChanges(tx: Tx, ctx: ServiceContext, { changes }: Pick<Affected, 'changes'>, sentence: string): Promise<void> {
	for (const { row } of changes) {
		const { orgId, projectId, id: changeId, number } = row;
		await tx.insert(changeEntry).values({ orgId, projectId, changeId, kind: 'recalled', actor: nameOf(ctx.actor), sentence, data: {}, createdAt: ctx.now() });
		for (const channel of [`change/${changeId}`, `project/${projectId}`])
			await publishEvent(tx, { orgId, projectId, channel, type: 'change.recalled', data: { changeId, number } });
		await enqueueCommand(tx, { kind: 'doorbell', process: 'change', workflowId: `change/${changeId}` });
	}
}

async function tellPeople(tx: Tx, ctx: ServiceContext, project: LoadedProject, row: RecallRow, { changes, endpoints }: Affected): Promise<void> {
	const { orgId, projectId } = project;
	const told = {
		orgId,
		projectId,
		kind: 'recall' as const,
		subject: { kind: 'recall', id: row.id },
		link: `/${project.org}/${project.slug}/recalls/${row.id}`,
	};
	const ids = changes.map((c) => c.row.id);
	const voted =
		ids.length > 0
			? await tx
					.select({ userId: review.reviewerUserId })
					.from(review)
					.where(and(inArray(review.changeId, ids), eq(review.verdict, 'approve')))
			: [];
	const concerned = [...changes.map((c) => c.row.authorUserId), ...voted.map((v) => v.userId)].filter((userId) => userId !== null);
	const numbers = changes.map((c) => `#${c.row.number}`).join(', ');
	await notify(tx, ctx, {
		...told,
		to: concerned,
		sentence: `${row.name} was recalled; ${numbers} is suspended. ${row.reason}`,
		because: 'You opened or approved a change that depends on it.',
	});
	if (endpoints.length === 0) return;
	const may = await tx
		.select({ userId: person.id })
		.from(person)
		.innerJoin(membership, eq(membership.userId, person.id))
		.where(and(eq(membership.orgId, orgId), isNull(person.disabledAt), sql`${membership.roles} && ${sql.param(rolesWith('endpoint:rollback'))}::text[]`));
	await notify(tx, ctx, {
		...told,
		to: may.map((one) => one.userId).filter((userId) => !concerned.includes(userId)),
		sentence: `${row.name} was recalled, and ${endpoints.map((e) => e.row.name).join(', ')} serves what depends on it. ${row.reason}`,
		because: 'You may roll it back.',
	});
}
