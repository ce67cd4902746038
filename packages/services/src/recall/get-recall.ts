import { and, desc, eq, isNull } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { recall } from '@interlock/db/tables';
import { type Permission, can } from '@interlock/domain/access';
import { parseInput } from '@interlock/domain/error';
import {
	asksForMore,
	findRecallInput,
	type FindRecallInput,
	type ListRecallsInput,
	listRecallsInput,
	type RecalledKind,
	type RecallPlace,
	recallPlaceInput,
} from '@interlock/domain/recall';
import { loadProject, readSnapshot, type ServiceContext, transact } from '../access/index.ts';
import { loadRecall, type RecallRow, resolveSubject } from './load-recall.ts';
import { upstream } from './upstream.ts';
import { itemViews, type RecallItemView } from './view-items.ts';
import type { Node } from './walk-lineage.ts';

export interface RecallSummary {
	id: string;
	kind: RecalledKind;
	subjectId: string;
	/** "flights version 3". */
	name: string;
	reason: string;
	madeBy: string;
	madeAtMs: number;
	lifted: { by: string; reason: string; atMs: number } | null;
	/** Items that still ask for something, of all. */
	open: number;
	total: number;
}

export interface RecallView extends RecallSummary {
	/** A path of ours for what was recalled. */
	link: string;
	/** Everything that depends on it, and where it stands. */
	items: RecallItemView[];
	/** What it was made from itself: where the fault may lie. */
	madeFrom: { kind: RecalledKind; name: string; via: string }[];
	viewer: { lift: MayDo; rollBack: MayDo };
}

/** Whether the viewer may, and the sentence why not. */
interface MayDo {
	enabled: boolean;
	sentence: string;
}

/** A recall with everything that depends on it, as it is now, and how much of it still asks for something. */
export async function getRecall(ctx: ServiceContext, input: RecallPlace): Promise<RecallView> {
	const wanted = parseInput(recallPlaceInput, input);
	return transact(ctx, async (tx) => {
		await readSnapshot(tx);
		const { row, project } = await loadRecall(tx, ctx, wanted, 'model:read');
		const items = await itemViews(tx, row, ctx.now());
		const base = `/${project.org}/${project.slug}`;
		const may = (permission: Permission): MayDo => {
			const decision = can(ctx.actor, permission, row);
			return decision.allowed ? { enabled: true, sentence: '' } : { enabled: false, sentence: decision.reason };
		};
		return {
			...summaryOf(row, items),
			link: linkOf(base, row),
			items,
			madeFrom: await madeFrom(tx, row),
			viewer: { lift: may('recall:lift'), rollBack: may('endpoint:rollback') },
		};
	});
}

/** A page of a project's recalls, newest first, with how much of each is left, and how many there are in all. */
export async function listRecalls(ctx: ServiceContext, input: ListRecallsInput): Promise<{ recalls: RecallSummary[]; total: number }> {
	const wanted = parseInput(listRecallsInput, input);
	return transact(ctx, async (tx) => {
		await readSnapshot(tx);
		const { projectId } = await loadProject(tx, ctx, wanted, 'model:read');
		const rows = await tx
			.select()
			.from(recall)
			.where(eq(recall.projectId, projectId))
			.orderBy(desc(recall.createdAt), desc(recall.id))
			.limit(wanted.limit)
			.offset(wanted.offset);
		const found: RecallSummary[] = [];
		for (const row of rows) found.push(summaryOf(row, await itemViews(tx, row, ctx.now())));
		return { recalls: found, total: await tx.$count(recall, eq(recall.projectId, projectId)) };
	});
}

/** The recall in force of a dataset version, a run or a model version; null where there is none. `not-found` for what isn't there. */
export async function findRecall(ctx: ServiceContext, input: FindRecallInput): Promise<Pick<RecallSummary, 'id' | 'name' | 'reason' | 'madeBy'> | null> {
	const wanted = parseInput(findRecallInput, input);
	return transact(ctx, async (tx) => {
		const { projectId } = await loadProject(tx, ctx, wanted, 'model:read');
		const subject = await resolveSubject(tx, projectId, wanted);
		const [row] = await tx
			.select({ id: recall.id, name: recall.name, reason: recall.reason, madeBy: recall.madeBy })
			.from(recall)
			.where(and(eq(recall.projectId, projectId), eq(recall.kind, subject.kind), eq(recall.subjectId, subject.id), isNull(recall.liftedAt)))
			.orderBy(desc(recall.createdAt))
			.limit(1);
		return row ?? null;
	});
}

function summaryOf(row: RecallRow, items: RecallItemView[]): RecallSummary {
	return {
		id: row.id,
		kind: row.kind,
		subjectId: row.subjectId,
		name: row.name,
		reason: row.reason,
		madeBy: row.madeBy,
		madeAtMs: row.createdAt.getTime(),
		lifted: row.liftedAt ? { by: row.liftedBy ?? '', reason: row.liftedReason ?? '', atMs: row.liftedAt.getTime() } : null,
		open: row.liftedAt ? 0 : items.filter((item) => asksForMore(item.kind, item.state)).length,
		total: items.length,
	};
}

async function madeFrom(tx: Tx, row: RecallRow): Promise<RecallView['madeFrom']> {
	const root: Node = { kind: row.kind, id: row.subjectId, name: row.name, via: '' };
	return (await upstream(tx, row.projectId, [root])).flatMap((node) =>
		node.kind === 'logged-model' ? [] : [{ kind: node.kind, name: node.name, via: node.via }],
	);
}

function linkOf(base: string, row: RecallRow): string {
	if (row.kind === 'run') return `${base}/runs/${row.subjectId.replaceAll('-', '')}`;
	const [name = '', version = ''] = row.name.split(/ version (?=\d+$)/);
	return `${base}/${row.kind === 'model-version' ? 'models' : 'datasets'}/${encodeURIComponent(name)}${row.kind === 'dataset-version' ? `?version=${version}` : ''}`;
}
