import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { experiment, loggedModel, runTag } from '@interlock/db/tables';
import { DomainError } from '@interlock/domain/error';
import { artifactUri, loggedModelIdFromWire, loggedModelIdToWire, type RunTokenAccess, runIdToWire } from '@interlock/domain/run';
import { type LoadedProject, loadProject, type ProjectPlace, type ServiceContext } from '../access/index.ts';
import { keepWithinRun } from '../experiment/index.ts';
import { PARENT_RUN_TAG, parentOf } from '../run/index.ts';

export type LoggedModelRow = typeof loggedModel.$inferSelect;

export interface LoadedLoggedModel {
	project: LoadedProject;
	model: LoggedModelRow;
	experimentNumber: number;
	/** Parent of the run it came from. */
	sourceParentRunId: string | null;
}

export interface LoggedModelView {
	/** uuid. */
	id: string;
	/** `m-<32 hex>`. */
	modelId: string;
	experimentId: string;
	name: string;
	modelType: string;
	status: LoggedModelRow['status'];
	/** 32 hex of the run it came from. */
	sourceRunId: string | null;
	artifactUri: string;
	params: Record<string, string>;
	tags: Record<string, string>;
	/** A model version was made of it: its files can't change any more. */
	frozen: boolean;
	createdAtMs: number;
	updatedAtMs: number;
}

interface Wanted {
	permission: 'run:read' | 'run:write' | 'model:write';
	access: RunTokenAccess;
	lock?: boolean;
}

/** Loads a logged model of the project, authorized. Deleted ones and another project's answer `not-found`. */
export async function loadLoggedModel(tx: Tx, ctx: ServiceContext, place: ProjectPlace, modelId: string, wanted: Wanted): Promise<LoadedLoggedModel> {
	const project = await loadProject(tx, ctx, place, wanted.permission);
	return loadLoggedModelOf(tx, ctx, project, loggedModelIdFromWire(modelId), wanted);
}

/** The same by uuid in a project that was loaded and authorized before. */
export async function loadLoggedModelOf(tx: Tx, ctx: ServiceContext, project: LoadedProject, id: string, wanted: Wanted): Promise<LoadedLoggedModel> {
	const query = tx
		.select({
			model: loggedModel,
			experimentNumber: experiment.number,
			parent: sql<string | null>`(select t.value from ${runTag} t where t.run_id = ${loggedModel.sourceRunId} and t.key = ${PARENT_RUN_TAG})`,
		})
		.from(loggedModel)
		.innerJoin(experiment, eq(experiment.id, loggedModel.experimentId))
		.where(and(eq(loggedModel.projectId, project.id), eq(loggedModel.id, id), isNull(loggedModel.deletedAt)));
	const [row] = wanted.lock ? await query.for('update', { of: loggedModel }) : await query;
	const wire = loggedModelIdToWire(id);
	const unknown = () => new DomainError('not-found', `Logged model with ID '${wire}' not found.`, { field: 'model_id', value: wire });
	if (!row) throw unknown();
	const sourceParentRunId = parentOf(row.parent);
	keepWithinRun(
		ctx,
		{ kind: 'loggedModel', sourceRunId: row.model.sourceRunId, sourceParentRunId },
		{
			permission: wanted.permission,
			access: wanted.access,
			place: project,
			target: { kind: 'logged model', id, name: row.model.name },
			unknown,
		},
	);
	return { project, model: row.model, experimentNumber: row.experimentNumber, sourceParentRunId };
}

export function loggedModelView(row: LoggedModelRow, experimentNumber: number): LoggedModelView {
	return {
		id: row.id,
		modelId: loggedModelIdToWire(row.id),
		experimentId: String(experimentNumber),
		name: row.name,
		modelType: row.modelType,
		status: row.status,
		sourceRunId: row.sourceRunId ? runIdToWire(row.sourceRunId) : null,
		artifactUri: artifactUri(experimentNumber, { kind: 'loggedModel', id: row.id }),
		params: row.params,
		tags: row.tags,
		frozen: row.frozenAt !== null,
		createdAtMs: row.createdAtMs,
		updatedAtMs: row.updatedAtMs,
	};
}
