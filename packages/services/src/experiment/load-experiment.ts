import { and, eq, type SQL } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { experiment } from '@interlock/db/tables';
import type { Permission } from '@interlock/domain/access';
import { DomainError } from '@interlock/domain/error';
import { experimentArtifactUri, experimentNumberFromWire, type RunTokenAccess } from '@interlock/domain/run';
import { type LoadedProject, loadProject, type ProjectPlace, type ServiceContext } from '../access/index.ts';
import { keepWithinRun, ownExperimentId, runBounds } from './run-bounds.ts';

export type ExperimentRow = typeof experiment.$inferSelect;

export interface ExperimentView {
	/** uuid. */
	id: string;
	/** The number on the wire, as a text: `Default` is "0". */
	experimentId: string;
	name: string;
	artifactLocation: string;
	lifecycleStage: 'active' | 'deleted';
	tags: Record<string, string>;
	createdAtMs: number;
	updatedAtMs: number;
}

export interface LoadedExperiment {
	project: LoadedProject;
	experiment: ExperimentRow;
}

interface Wanted {
	permission: Permission;
	access: RunTokenAccess;
	/** Waits for other writers of the same experiment. */
	lock?: boolean;
}

/** Loads a project's experiment by its number, authorized. Throws `not-found`. */
export async function loadExperiment(tx: Tx, ctx: ServiceContext, place: ProjectPlace, experimentId: string, wanted: Wanted): Promise<LoadedExperiment> {
	const project = await loadProject(tx, ctx, place, wanted.permission);
	const number = experimentNumberFromWire(experimentId);
	const unknown = () => new DomainError('not-found', `No Experiment with id=${number} exists`, { field: 'experiment_id', value: experimentId });
	return { project, experiment: await findExperiment(tx, ctx, project, eq(experiment.number, number), { ...wanted, unknown }) };
}

/** One experiment of a project by any condition, bounded for run tokens. Throws what `unknown` gives. */
export async function findExperiment(
	tx: Tx,
	ctx: ServiceContext,
	project: LoadedProject,
	where: SQL,
	wanted: Wanted & { unknown: () => DomainError },
): Promise<ExperimentRow> {
	const query = tx
		.select()
		.from(experiment)
		.where(and(eq(experiment.projectId, project.id), where));
	const [row] = wanted.lock ? await query.for('update') : await query;
	if (!row) throw wanted.unknown();
	const bounds = runBounds(ctx);
	if (bounds) {
		keepWithinRun(
			ctx,
			{ kind: 'experiment', ownRun: row.id === (await ownExperimentId(tx, bounds)) },
			{
				permission: wanted.permission,
				access: wanted.access,
				place: project,
				unknown: wanted.unknown,
				target: { kind: 'experiment', id: row.id, name: row.name },
			},
		);
	}
	return row;
}

/** Throws `invalid` unless the experiment is active. */
export function checkExperimentActive(row: ExperimentRow): void {
	if (row.lifecycleStage === 'active') return;
	throw new DomainError('invalid', `The experiment ${row.number} must be in the 'active' state. Current state is ${row.lifecycleStage}.`, {
		field: 'experiment_id',
		value: String(row.number),
	});
}

export function experimentView(row: ExperimentRow): ExperimentView {
	return {
		id: row.id,
		experimentId: String(row.number),
		name: row.name,
		artifactLocation: experimentArtifactUri(row.number),
		lifecycleStage: row.lifecycleStage,
		tags: row.tags,
		createdAtMs: row.createdAtMs,
		updatedAtMs: row.updatedAtMs,
	};
}
