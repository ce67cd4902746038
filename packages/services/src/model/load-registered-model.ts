import { and, asc, desc, eq, inArray } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { modelAlias, modelVersion, registeredModel } from '@interlock/db/tables';
import { DomainError } from '@interlock/domain/error';
import type { RunTokenAccess } from '@interlock/domain/run';
import { type LoadedProject, loadProject, type ProjectPlace, type ServiceContext } from '../access/index.ts';
import { keepWithinRun } from '../experiment/index.ts';
import { type ModelVersionRow, type ModelVersionView, modelVersionView } from './load-model-version.ts';

export type RegisteredModelRow = typeof registeredModel.$inferSelect;

export interface RegisteredModelView {
	/** uuid. */
	id: string;
	name: string;
	description: string;
	tags: Record<string, string>;
	aliases: { alias: string; version: number }[];
	/** The newest version of each MLflow stage. */
	latestVersions: ModelVersionView[];
	createdAtMs: number;
	updatedAtMs: number;
}

interface Wanted {
	permission: 'model:read' | 'model:write';
	access: RunTokenAccess;
	lock?: boolean;
}

/** Loads a registered model by its name, authorized. Throws `not-found`. */
export async function loadRegisteredModel(
	tx: Tx,
	ctx: ServiceContext,
	place: ProjectPlace,
	name: string,
	wanted: Wanted,
): Promise<{ project: LoadedProject; model: RegisteredModelRow }> {
	const project = await loadProject(tx, ctx, place, wanted.permission);
	const query = tx
		.select()
		.from(registeredModel)
		.where(and(eq(registeredModel.projectId, project.id), eq(registeredModel.name, name)));
	const [model] = wanted.lock ? await query.for('update') : await query;
	const unknown = () => new DomainError('not-found', `Registered Model with name=${name} not found`, { field: 'name', value: name.slice(0, 80) });
	if (!model) throw unknown();
	keepWithinRun(
		ctx,
		{ kind: 'registeredModel', name },
		{ permission: wanted.permission, access: wanted.access, place: project, target: { kind: 'model', id: model.id, name }, unknown },
	);
	return { project, model };
}

/** Registered models with their aliases and the newest version of each stage, in the order given; three queries however many. */
export async function viewRegisteredModels(tx: Tx, rows: readonly RegisteredModelRow[]): Promise<RegisteredModelView[]> {
	const ids = rows.map((row) => row.id);
	if (ids.length === 0) return [];
	const aliases = Map.groupBy(
		await tx.select().from(modelAlias).where(inArray(modelAlias.modelId, ids)).orderBy(asc(modelAlias.alias)),
		(alias) => alias.modelId,
	);
	const latest = await tx
		.selectDistinctOn([modelVersion.modelId, modelVersion.stage])
		.from(modelVersion)
		.where(inArray(modelVersion.modelId, ids))
		.orderBy(asc(modelVersion.modelId), asc(modelVersion.stage), desc(modelVersion.version));
	const versions = Map.groupBy<string, ModelVersionRow>(latest, (version) => version.modelId);
	return rows.map((row) => {
		const named = (aliases.get(row.id) ?? []).map(({ alias, version }) => ({ alias, version }));
		return {
			id: row.id,
			name: row.name,
			description: row.description,
			tags: row.tags,
			aliases: named,
			latestVersions: (versions.get(row.id) ?? []).map((version) => modelVersionView(version, row.name, named)),
			createdAtMs: row.createdAtMs,
			updatedAtMs: row.updatedAtMs,
		};
	});
}

/** One registered model with its aliases and newest versions. */
export async function viewRegisteredModel(tx: Tx, row: RegisteredModelRow): Promise<RegisteredModelView> {
	const [view] = await viewRegisteredModels(tx, [row]);
	if (!view) throw new DomainError('not-found', `Registered Model with name=${row.name} not found`, { field: 'name', value: row.name });
	return view;
}
