import { and, eq, sql } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { attempt, experiment, run, runTag } from '@interlock/db/tables';
import type { Permission } from '@interlock/domain/access';
import { DomainError } from '@interlock/domain/error';
import { type RunTokenAccess, runIdFromWire, runIdToWire } from '@interlock/domain/run';
import { type LoadedProject, loadProject, type ProjectPlace, type ServiceContext } from '../access/index.ts';
import { keepWithinRun } from '../experiment/index.ts';

export type RunRow = typeof run.$inferSelect;

export interface LoadedRun {
	project: LoadedProject;
	run: RunRow;
	experimentNumber: number;
	/** uuid of the parent by the tag `mlflow.parentRunId`. */
	parentRunId: string | null;
	/** Number of the newest attempt; 1 for a run that Interlock doesn't execute. */
	attempt: number;
}

export const PARENT_RUN_TAG = 'mlflow.parentRunId';

interface Wanted {
	permission: Permission;
	access: RunTokenAccess;
	/** Waits for other writers of the run's own row. */
	lock?: boolean;
}

/** Loads a run of the project by its id on the wire, authorized. Throws `not-found`, also for another project's run. */
export async function loadRun(tx: Tx, ctx: ServiceContext, place: ProjectPlace, runId: string, wanted: Wanted): Promise<LoadedRun> {
	const project = await loadProject(tx, ctx, place, wanted.permission);
	return loadRunOf(tx, ctx, project, runIdFromWire(runId), wanted);
}

/** The same by uuid in a project that was loaded and authorized before. */
export async function loadRunOf(tx: Tx, ctx: ServiceContext, project: LoadedProject, id: string, wanted: Wanted): Promise<LoadedRun> {
	const query = tx
		.select({
			run,
			experimentNumber: experiment.number,
			parent: runTag.value,
			attempt: sql<number>`coalesce((select max(${attempt.number}) from ${attempt} where ${attempt.runId} = ${run.id}), 1)`.mapWith(Number),
		})
		.from(run)
		.innerJoin(experiment, eq(experiment.id, run.experimentId))
		.leftJoin(runTag, and(eq(runTag.runId, run.id), eq(runTag.key, PARENT_RUN_TAG)))
		.where(and(eq(run.projectId, project.id), eq(run.id, id)));
	const [row] = wanted.lock ? await query.for('update', { of: run }) : await query;
	const unknown = () => new DomainError('not-found', `Run with id=${runIdToWire(id)} not found`, { field: 'run_id', value: runIdToWire(id) });
	if (!row) throw unknown();
	const parentRunId = parentOf(row.parent);
	keepWithinRun(
		ctx,
		{ kind: 'run', runId: id, parentRunId },
		{ permission: wanted.permission, access: wanted.access, place: project, target: { kind: 'run', id, name: row.run.name }, unknown },
	);
	return { project, run: row.run, experimentNumber: row.experimentNumber, parentRunId, attempt: row.attempt };
}

/** Throws `invalid` unless the run is active (not deleted). */
export function checkRunActive(row: RunRow): void {
	if (row.lifecycleStage === 'active') return;
	throw new DomainError('invalid', `The run ${runIdToWire(row.id)} must be in the 'active' state. Current state is ${row.lifecycleStage}.`, {
		field: 'run_id',
		value: runIdToWire(row.id),
	});
}

/** uuid of a parent run's tag value; null when it isn't a run id. */
export function parentOf(tag: string | null | undefined): string | null {
	if (!tag || !/^[0-9a-f]{32}$/.test(tag)) return null;
	return runIdFromWire(tag);
}
