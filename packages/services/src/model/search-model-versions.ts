import { and, eq, inArray, sql } from 'drizzle-orm';
import { modelAlias, modelVersion, registeredModel } from '@interlock/db/tables';
import { parseInput } from '@interlock/domain/error';
import { searchModelVersionsInput, type SearchModelVersionsInput } from '@interlock/domain/model';
import { MODEL_VERSION_GRAMMAR, parseFilter, parseOrderBy } from '@interlock/domain/run';
import { loadProject, type ServiceContext, transact } from '../access/index.ts';
import { afterSql, conditionSql, cursorSql, orderSql, pageOf, runBounds, type SearchTarget, type SortKey, sortKeys } from '../experiment/index.ts';
import { type ModelVersionView, modelVersionView } from './load-model-version.ts';

/** Versions by filter, newest change first unless ordered otherwise. A run token sees those of its declared model. */
export async function searchModelVersions(
	ctx: ServiceContext,
	input: SearchModelVersionsInput,
): Promise<{ versions: ModelVersionView[]; nextPageToken: string | null }> {
	const wanted = parseInput(searchModelVersionsInput, input);
	const conditions = parseFilter(wanted.filter ?? '', MODEL_VERSION_GRAMMAR);
	const keys = sortKeys(
		(wanted.orderBy ?? []).map((clause) => parseOrderBy(clause, MODEL_VERSION_GRAMMAR)),
		TARGET,
		TIES,
	);
	return transact(ctx, async (tx) => {
		const project = await loadProject(tx, ctx, wanted, 'model:read');
		const bounds = runBounds(ctx);
		const rows = await tx
			.select({ row: modelVersion, name: registeredModel.name, cursor: cursorSql(keys) })
			.from(modelVersion)
			.innerJoin(registeredModel, eq(registeredModel.id, modelVersion.modelId))
			.where(
				and(
					eq(modelVersion.projectId, project.id),
					bounds ? eq(registeredModel.name, bounds.modelName ?? '') : undefined,
					...conditions.map((condition) => conditionSql(condition, TARGET)),
					afterSql(keys, wanted.pageToken),
				),
			)
			.orderBy(...orderSql(keys))
			.limit(wanted.limit + 1);
		const page = pageOf(rows, wanted.limit);
		const modelIds = [...new Set(page.rows.map(({ row }) => row.modelId))];
		const aliases =
			modelIds.length > 0
				? Map.groupBy(await tx.select().from(modelAlias).where(inArray(modelAlias.modelId, modelIds)), (alias) => alias.modelId)
				: new Map<string, never[]>();
		return { versions: page.rows.map(({ row, name }) => modelVersionView(row, name, aliases.get(row.modelId) ?? [])), nextPageToken: page.nextPageToken };
	});
}

const TARGET: SearchTarget = {
	attributes: {
		name: sql`${registeredModel.name}`,
		version_number: sql`${modelVersion.version}`,
		run_id: sql`replace(${modelVersion.runId}::text, '-', '')`,
		source_path: sql`${modelVersion.source}`,
		creation_timestamp: sql`${modelVersion.createdAtMs}`,
		last_updated_timestamp: sql`${modelVersion.updatedAtMs}`,
	},
	having: { tag: (key, meets) => sql`(${modelVersion.tags} ? ${key}::text and ${meets(sql`(${modelVersion.tags} ->> ${key}::text)`)})` },
};
const TIES: SortKey[] = [
	{ expression: sql`${modelVersion.updatedAtMs}`, ascending: false, type: 'number' },
	{ expression: sql`${registeredModel.name}`, ascending: true, type: 'text' },
	{ expression: sql`${modelVersion.version}`, ascending: false, type: 'number' },
];
