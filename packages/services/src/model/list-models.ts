import { asc, desc, eq } from 'drizzle-orm';
import { modelAlias, modelVersion, registeredModel } from '@interlock/db/tables';
import { parseInput } from '@interlock/domain/error';
import { placeFields } from '@interlock/domain/run';
import { z } from 'zod';
import { loadProject, type ProjectPlace, type ServiceContext, transact } from '../access/index.ts';
import { type ServingPlace, servingPlaces } from './serving-places.ts';

export interface ModelSummary {
	id: string;
	name: string;
	description: string;
	/** How many versions it has. */
	versions: number;
	latest: { version: number; createdAtMs: number; createdBy: string; runId: string | null } | null;
	aliases: { alias: string; version: number }[];
	/** Where which version serves. */
	serving: (ServingPlace & { version: number })[];
	updatedAtMs: number;
}

/** The models page: every registered model of a project by name, with its newest version, aliases and where it serves. */
export async function listModels(ctx: ServiceContext, input: ProjectPlace): Promise<ModelSummary[]> {
	const wanted = parseInput(z.object(placeFields), input);
	return transact(ctx, async (tx) => {
		const project = await loadProject(tx, ctx, wanted, 'model:read');
		const models = await tx.select().from(registeredModel).where(eq(registeredModel.projectId, project.id)).orderBy(asc(registeredModel.name));
		const versions = Map.groupBy(
			await tx
				.select({
					id: modelVersion.id,
					modelId: modelVersion.modelId,
					version: modelVersion.version,
					createdAtMs: modelVersion.createdAtMs,
					createdBy: modelVersion.createdBy,
					runId: modelVersion.runId,
				})
				.from(modelVersion)
				.where(eq(modelVersion.projectId, project.id))
				.orderBy(desc(modelVersion.version)),
			(version) => version.modelId,
		);
		const aliases = Map.groupBy(
			await tx
				.select({ modelId: modelAlias.modelId, alias: modelAlias.alias, version: modelAlias.version })
				.from(modelAlias)
				.innerJoin(registeredModel, eq(registeredModel.id, modelAlias.modelId))
				.where(eq(registeredModel.projectId, project.id))
				.orderBy(asc(modelAlias.alias)),
			(alias) => alias.modelId,
		);
		const summaries: ModelSummary[] = [];
		for (const model of models) {
			const own = versions.get(model.id) ?? [];
			const [latest] = own;
			const numberOf = new Map(own.map((version) => [version.id, version.version]));
			summaries.push({
				id: model.id,
				name: model.name,
				description: model.description,
				versions: own.length,
				latest: latest ? { version: latest.version, createdAtMs: latest.createdAtMs, createdBy: latest.createdBy, runId: latest.runId } : null,
				aliases: (aliases.get(model.id) ?? []).map(({ alias, version }) => ({ alias, version })),
				serving: (await servingPlaces(tx, model.id)).flatMap((place) => ({ ...place, version: numberOf.get(place.versionId) ?? 0 })),
				updatedAtMs: model.updatedAtMs,
			});
		}
		return summaries;
	});
}
