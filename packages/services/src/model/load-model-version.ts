import { and, eq, sql } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { type Lineage, modelAlias, modelVersion, registeredModel, runTag } from '@interlock/db/tables';
import { DomainError } from '@interlock/domain/error';
import { type MlflowSignature, type ModelFile, versionFromWire } from '@interlock/domain/model';
import { loggedModelIdToWire, type RunTokenAccess, runIdToWire } from '@interlock/domain/run';
import { type LoadedProject, loadProject, type ProjectPlace, type ServiceContext } from '../access/index.ts';
import { keepWithinRun } from '../experiment/index.ts';
import { PARENT_RUN_TAG, parentOf } from '../run/index.ts';

export type ModelVersionRow = typeof modelVersion.$inferSelect;

export interface ModelVersionView {
	/** uuid. */
	id: string;
	name: string;
	version: number;
	description: string;
	source: string;
	/** Where its files lie. */
	location: string;
	/** 32 hex of the run it came from. */
	runId: string | null;
	/** `m-<32 hex>`. */
	modelId: string | null;
	status: string;
	/** MLflow's stage, a label. */
	stage: string;
	tags: Record<string, string>;
	aliases: string[];
	files: ModelFile[];
	/** Digest over all files; what approvals bind. */
	filesDigest: string;
	/** Digest over the model data only; what a rebuild is compared by. */
	dataDigest: string;
	signature: MlflowSignature | null;
	flavors: string[];
	lineage: Lineage;
	createdBy: string;
	createdByUserId: string | null;
	createdAtMs: number;
	updatedAtMs: number;
}

interface Wanted {
	permission: 'model:read' | 'model:write';
	access: RunTokenAccess;
	lock?: boolean;
}

export interface LoadedVersion {
	project: LoadedProject;
	modelName: string;
	row: ModelVersionRow;
	aliases: { alias: string; version: number }[];
}

/** Loads a version by model name and number, authorized. Throws `not-found`. */
export async function loadModelVersion(
	tx: Tx,
	ctx: ServiceContext,
	place: ProjectPlace,
	name: string,
	version: string,
	wanted: Wanted,
): Promise<LoadedVersion> {
	const number = versionFromWire(version);
	const project = await loadProject(tx, ctx, place, wanted.permission);
	const query = tx
		.select({
			row: modelVersion,
			parent: sql<string | null>`(select t.value from ${runTag} t where t.run_id = ${modelVersion.runId} and t.key = ${PARENT_RUN_TAG})`,
		})
		.from(modelVersion)
		.innerJoin(registeredModel, eq(registeredModel.id, modelVersion.modelId))
		.where(and(eq(registeredModel.projectId, project.id), eq(registeredModel.name, name), eq(modelVersion.version, number)));
	const [found] = wanted.lock ? await query.for('update', { of: modelVersion }) : await query;
	const unknown = () =>
		new DomainError('not-found', `Model Version (name=${name}, version=${number}) not found`, { field: 'version', value: `${name.slice(0, 80)} ${number}` });
	if (!found) throw unknown();
	keepWithinRun(
		ctx,
		{ kind: 'modelVersion', modelName: name, sourceRunId: found.row.runId, sourceParentRunId: parentOf(found.parent) },
		{
			permission: wanted.permission,
			access: wanted.access,
			place: project,
			target: versionTarget(name, found.row),
			unknown,
		},
	);
	return { project, modelName: name, row: found.row, aliases: await aliasesOf(tx, found.row.modelId) };
}

export function aliasesOf(tx: Tx, modelId: string): Promise<{ alias: string; version: number }[]> {
	return tx.select({ alias: modelAlias.alias, version: modelAlias.version }).from(modelAlias).where(eq(modelAlias.modelId, modelId)).orderBy(modelAlias.alias);
}

/** How the audit log names a version. */
export function versionTarget(modelName: string, row: Pick<ModelVersionRow, 'id' | 'version'>) {
	return { kind: 'model version', id: row.id, name: `${modelName} v${row.version}` };
}

export function modelVersionView(row: ModelVersionRow, name: string, aliases: readonly { alias: string; version: number }[]): ModelVersionView {
	return {
		id: row.id,
		name,
		version: row.version,
		description: row.description,
		source: row.source,
		location: row.location,
		runId: row.runId ? runIdToWire(row.runId) : null,
		modelId: row.loggedModelId ? loggedModelIdToWire(row.loggedModelId) : null,
		status: row.status,
		stage: row.stage,
		tags: row.tags,
		aliases: aliases.filter((alias) => alias.version === row.version).map((alias) => alias.alias),
		files: row.files,
		filesDigest: row.filesDigest,
		dataDigest: row.dataDigest,
		signature: row.signature as MlflowSignature | null,
		flavors: row.flavors,
		lineage: row.lineage,
		createdBy: row.createdBy,
		createdByUserId: row.createdByUserId,
		createdAtMs: row.createdAtMs,
		updatedAtMs: row.updatedAtMs,
	};
}
