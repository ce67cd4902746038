import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { dataset, datasetVersion, modelVersion, recall, recallItem, registeredModel, run } from '@interlock/db/tables';
import { DomainError } from '@interlock/domain/error';
import type { RecallInput } from '@interlock/domain/recall';
import { runIdFromWire } from '@interlock/domain/run';
import { authorize, type LoadedProject, loadProject, type ProjectPlace, type ServiceContext } from '../access/index.ts';
import type { Permission } from '@interlock/domain/access';
import type { Node } from './walk-lineage.ts';

export type RecallRow = typeof recall.$inferSelect;
export type RecallItemRow = typeof recallItem.$inferSelect;

/** Loads a recall in a project and authorizes on it; unknown and unseen ones answer `not-found`. `lock`: until the transaction ends. */
export async function loadRecall(
	tx: Tx,
	ctx: ServiceContext,
	place: ProjectPlace & { id: string },
	permission: Permission,
	lock = false,
): Promise<{ row: RecallRow; project: LoadedProject }> {
	const project = await loadProject(tx, ctx, place, 'model:read');
	const query = tx
		.select()
		.from(recall)
		.where(and(eq(recall.id, place.id), eq(recall.projectId, project.projectId)));
	const [row] = await (lock ? query.for('update') : query);
	if (!row) throw new DomainError('not-found', 'recall not found', { field: 'id', value: place.id });
	authorize(ctx, permission, row, { kind: 'recall', id: row.id, name: row.name });
	return { row, project };
}

/** What a caller wants to recall, found in the project. */
export async function resolveSubject(tx: Tx, projectId: string, wanted: Omit<RecallInput, 'reason'>): Promise<Node & { kind: RecallRow['kind'] }> {
	if (wanted.run !== undefined) {
		const [row] = await tx
			.select({ id: run.id, name: run.name })
			.from(run)
			.where(and(eq(run.projectId, projectId), eq(run.id, runIdFromWire(wanted.run))));
		if (!row) throw new DomainError('not-found', 'run not found', { field: 'run', value: wanted.run });
		return { kind: 'run', id: row.id, name: `run ${row.name}`, via: '' };
	}
	const { model, dataset: data } = wanted;
	if (model) {
		const [row] = await tx
			.select({ id: modelVersion.id })
			.from(modelVersion)
			.innerJoin(registeredModel, eq(registeredModel.id, modelVersion.modelId))
			.where(and(eq(modelVersion.projectId, projectId), eq(registeredModel.name, model.name), eq(modelVersion.version, model.version)));
		if (!row) throw new DomainError('not-found', `model ${model.name} has no version ${model.version}`, { field: 'model', value: model.name });
		return { kind: 'model-version', id: row.id, name: `${model.name} version ${model.version}`, via: '' };
	}
	const [row] = await tx
		.select({ id: datasetVersion.id })
		.from(datasetVersion)
		.innerJoin(dataset, eq(dataset.id, datasetVersion.datasetId))
		.where(and(eq(datasetVersion.projectId, projectId), eq(dataset.name, data?.name ?? ''), eq(datasetVersion.version, data?.version ?? 0)));
	if (!row) throw new DomainError('not-found', `dataset ${data?.name} has no version ${data?.version}`, { field: 'dataset', value: data?.name });
	return { kind: 'dataset-version', id: row.id, name: `${data?.name} version ${data?.version}`, via: '' };
}

/** Recalls of a project that are in force. */
export function recallsInForce(tx: Tx, projectId: string): Promise<RecallRow[]> {
	return tx
		.select()
		.from(recall)
		.where(and(eq(recall.projectId, projectId), isNull(recall.liftedAt)));
}

/** Which of some projects have a recall in force. */
export async function projectsWithRecalls(tx: Tx, projectIds: readonly string[]): Promise<Set<string>> {
	if (projectIds.length === 0) return new Set();
	const rows = await tx
		.selectDistinct({ projectId: recall.projectId })
		.from(recall)
		.where(and(inArray(recall.projectId, [...projectIds]), isNull(recall.liftedAt)));
	return new Set(rows.map(({ projectId }) => projectId));
}
