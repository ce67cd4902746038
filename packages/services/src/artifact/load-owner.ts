import { and, eq, isNull, like, sql } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { experiment, loggedModel, modelVersion, run, runTag } from '@interlock/db/tables';
import type { Permission } from '@interlock/domain/access';
import { DomainError } from '@interlock/domain/error';
import { type ArtifactAddress, loggedModelIdToWire, parseArtifactAddress, type RunTokenAccess, runIdToWire } from '@interlock/domain/run';
import { denyWith, type LoadedProject, loadProject, type ProjectPlace, type ServiceContext, type Target } from '../access/index.ts';
import { keepWithinRun } from '../experiment/index.ts';
import { loadRunOf, PARENT_RUN_TAG, parentOf, type RunRow } from '../run/index.ts';

export interface LoadedOwner {
	project: LoadedProject;
	address: ArtifactAddress;
	/** The run it belongs to: itself, or the run a logged model came from. */
	run: RunRow | null;
	/** Set for a logged model whose folder became a model version. */
	frozenAt: Date | null;
	/** Folders of a run that became model versions. */
	frozenFolders: string[];
}

/** Loads whose folder an address lies in, authorized. `lock`: keeps it from being frozen meanwhile. Throws `not-found`. */
export async function loadOwner(
	tx: Tx,
	ctx: ServiceContext,
	place: ProjectPlace,
	path: string,
	wanted: { permission: Permission; access: RunTokenAccess; lock?: boolean },
): Promise<LoadedOwner> {
	const address = parseArtifactAddress(path);
	const project = await loadProject(tx, ctx, place, address.owner.kind === 'loggedModel' && wanted.access === 'read' ? modelReader(ctx) : wanted.permission);
	return address.owner.kind === 'run' ? runOwner(tx, ctx, project, address, wanted) : loggedModelOwner(tx, ctx, project, address, wanted);
}

async function runOwner(
	tx: Tx,
	ctx: ServiceContext,
	project: LoadedProject,
	address: ArtifactAddress,
	wanted: { permission: Permission; access: RunTokenAccess },
): Promise<LoadedOwner> {
	const loaded = await loadRunOf(tx, ctx, project, address.owner.id, wanted);
	if (loaded.experimentNumber !== address.experimentNumber)
		throw new DomainError('not-found', `Run with id=${runIdToWire(address.owner.id)} not found`, { field: 'path' });
	const versions =
		wanted.access === 'read'
			? []
			: await tx
					.select({ location: modelVersion.location })
					.from(modelVersion)
					.where(and(eq(modelVersion.runId, loaded.run.id), isNull(modelVersion.loggedModelId), like(modelVersion.location, 'mlflow-artifacts:/%')));
	return { project, address, run: loaded.run, frozenAt: null, frozenFolders: versions.map((version) => folderOf(version.location)) };
}

async function loggedModelOwner(
	tx: Tx,
	ctx: ServiceContext,
	project: LoadedProject,
	address: ArtifactAddress,
	wanted: { permission: Permission; access: RunTokenAccess; lock?: boolean },
): Promise<LoadedOwner> {
	const query = tx
		.select({
			model: loggedModel,
			parent: sql<string | null>`(select t.value from ${runTag} t where t.run_id = ${loggedModel.sourceRunId} and t.key = ${PARENT_RUN_TAG})`,
		})
		.from(loggedModel)
		.innerJoin(experiment, eq(experiment.id, loggedModel.experimentId))
		.where(
			and(
				eq(loggedModel.projectId, project.id),
				eq(loggedModel.id, address.owner.id),
				eq(experiment.number, address.experimentNumber),
				isNull(loggedModel.deletedAt),
			),
		);
	const [row] = wanted.lock ? await query.for('share', { of: loggedModel }) : await query;
	const wire = loggedModelIdToWire(address.owner.id);
	const unknown = () => new DomainError('not-found', `Logged model with ID '${wire}' not found.`, { field: 'path', value: wire });
	if (!row) throw unknown();
	keepWithinRun(
		ctx,
		{ kind: 'loggedModel', sourceRunId: row.model.sourceRunId, sourceParentRunId: parentOf(row.parent) },
		{
			permission: wanted.permission,
			access: wanted.access,
			place: project,
			target: { kind: 'logged model', id: row.model.id, name: row.model.name },
			unknown,
		},
	);
	const [source] = row.model.sourceRunId ? await tx.select().from(run).where(eq(run.id, row.model.sourceRunId)) : [];
	return { project, address, run: source ?? null, frozenAt: row.model.frozenAt, frozenFolders: [] };
}

/** A model's files can be read by whoever reads runs or models: a script that only loads models needs no sight of runs. */
function modelReader(ctx: ServiceContext): Permission {
	return ctx.actor.kind === 'token' && !ctx.actor.scopes.includes('run:read') ? 'model:read' : 'run:read';
}

/** Refuses with `conflict` (reason `frozen`) when the path lies in a folder that became a model version; the audit log keeps the attempt. `action`: what was tried. */
export function checkNotFrozen(owner: LoadedOwner, action: 'artifact.written' | 'artifact.deleted'): void {
	const { path } = owner.address;
	const folder = owner.frozenAt ? '' : owner.frozenFolders.find((frozen) => frozen === '' || path === frozen || path.startsWith(`${frozen}/`));
	if (folder === undefined) return;
	const sentence = `path: '${path}' is frozen, a model version was made of ${folder === '' ? 'its folder' : `'${folder}'`}; log a new model instead`;
	denyWith(new DomainError('conflict', sentence, { field: 'path', value: path, reason: 'frozen' }), {
		action,
		place: owner.project,
		target: targetOf(owner),
		reason: sentence,
	});
}

/** What the audit log calls the run or logged model that a file belongs to. */
export function targetOf({ address }: Pick<LoadedOwner, 'address'>): Target {
	return { kind: address.owner.kind === 'run' ? 'run' : 'logged model', id: address.owner.id };
}

/** The folder inside a run where a version's files lie; '' is the whole run. */
function folderOf(location: string): string {
	return /\/artifacts(?:\/(.*))?$/.exec(location)?.[1] ?? '';
}
