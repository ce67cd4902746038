import { desc, eq, inArray } from 'drizzle-orm';
import { change, modelVersion, revision, run } from '@interlock/db/tables';
import { parseInput } from '@interlock/domain/error';
import { registeredModelInput, type RegisteredModelInput } from '@interlock/domain/model';
import { type ServiceContext, transact } from '../access/index.ts';
import { aliasesOf, type ModelVersionView, modelVersionView } from './load-model-version.ts';
import { loadRegisteredModel } from './load-registered-model.ts';
import { type ServingPlace, servingPlaces } from './serving-places.ts';

export interface ModelPage {
	id: string;
	name: string;
	description: string;
	tags: Record<string, string>;
	aliases: { alias: string; version: number }[];
	/** Newest first. */
	versions: (ModelVersionView & {
		/** Name of the run it came from. */
		runName: string | null;
		serving: ServingPlace[];
		/** Changes that proposed it, newest first. */
		changes: { number: number; state: string }[];
	})[];
	createdAtMs: number;
	updatedAtMs: number;
}

/** One model with all its versions, their lineage, where they serve and which changes proposed them. */
export async function getModel(ctx: ServiceContext, input: RegisteredModelInput): Promise<ModelPage> {
	const wanted = parseInput(registeredModelInput, input);
	return transact(ctx, async (tx) => {
		const { model } = await loadRegisteredModel(tx, ctx, wanted, wanted.name, { permission: 'model:read', access: 'read' });
		const rows = await tx
			.select({ row: modelVersion, runName: run.name })
			.from(modelVersion)
			.leftJoin(run, eq(run.id, modelVersion.runId))
			.where(eq(modelVersion.modelId, model.id))
			.orderBy(desc(modelVersion.version));
		const ids = rows.map(({ row }) => row.id);
		const proposed =
			ids.length > 0
				? await tx
						.selectDistinct({ versionId: revision.modelVersionId, number: change.number, state: change.state })
						.from(revision)
						.innerJoin(change, eq(change.id, revision.changeId))
						.where(inArray(revision.modelVersionId, ids))
						.orderBy(desc(change.number))
				: [];
		const changes = Map.groupBy(proposed, (row) => row.versionId);
		const aliases = await aliasesOf(tx, model.id);
		const serving = await servingPlaces(tx, model.id);
		return {
			id: model.id,
			name: model.name,
			description: model.description,
			tags: model.tags,
			aliases,
			versions: rows.map(({ row, runName }) => ({
				...modelVersionView(row, model.name, aliases),
				runName,
				serving: serving.filter((place) => place.versionId === row.id),
				changes: (changes.get(row.id) ?? []).map(({ number, state }) => ({ number, state })),
			})),
			createdAtMs: model.createdAtMs,
			updatedAtMs: model.updatedAtMs,
		};
	});
}
