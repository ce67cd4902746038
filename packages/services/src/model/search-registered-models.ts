import { and, eq, type SQL, sql } from 'drizzle-orm';
import { registeredModel } from '@interlock/db/tables';
import { parseInput } from '@interlock/domain/error';
import { searchRegisteredModelsInput, type SearchRegisteredModelsInput } from '@interlock/domain/model';
import { parseFilter, parseOrderBy, REGISTERED_MODEL_GRAMMAR, type SearchCondition } from '@interlock/domain/run';
import { loadProject, type ServiceContext, transact } from '../access/index.ts';
import { afterSql, conditionSql, cursorSql, orderSql, pageOf, runBounds, type SearchTarget, sortKeys } from '../experiment/index.ts';
import { type RegisteredModelView, viewRegisteredModels } from './load-registered-model.ts';

const PROMPT_TAG = 'mlflow.prompt.is_prompt';

/** Registered models by filter, by name unless ordered otherwise. MLflow's prompts are registered models with a tag: shown only when asked for. */
export async function searchRegisteredModels(
	ctx: ServiceContext,
	input: SearchRegisteredModelsInput,
): Promise<{ models: RegisteredModelView[]; nextPageToken: string | null }> {
	const wanted = parseInput(searchRegisteredModelsInput, input);
	const { conditions, prompts } = withoutPrompts(parseFilter(wanted.filter ?? '', REGISTERED_MODEL_GRAMMAR));
	const ties = [{ expression: sql`${registeredModel.name}`, ascending: true, type: 'text' as const }];
	const keys = sortKeys(
		(wanted.orderBy ?? []).map((clause) => parseOrderBy(clause, REGISTERED_MODEL_GRAMMAR)),
		TARGET,
		ties,
	);
	return transact(ctx, async (tx) => {
		const project = await loadProject(tx, ctx, wanted, 'model:read');
		const bounds = runBounds(ctx);
		const rows = await tx
			.select({ row: registeredModel, cursor: cursorSql(keys) })
			.from(registeredModel)
			.where(
				and(
					eq(registeredModel.projectId, project.id),
					bounds ? eq(registeredModel.name, bounds.modelName ?? '') : undefined,
					prompts,
					...conditions.map((condition) => conditionSql(condition, TARGET)),
					afterSql(keys, wanted.pageToken),
				),
			)
			.orderBy(...orderSql(keys))
			.limit(wanted.limit + 1);
		const page = pageOf(rows, wanted.limit);
		return {
			models: await viewRegisteredModels(
				tx,
				page.rows.map(({ row }) => row),
			),
			nextPageToken: page.nextPageToken,
		};
	});
}

const TARGET: SearchTarget = {
	attributes: {
		name: sql`${registeredModel.name}`,
		creation_timestamp: sql`${registeredModel.createdAtMs}`,
		last_updated_timestamp: sql`${registeredModel.updatedAtMs}`,
	},
	having: { tag: (key, meets) => sql`(${registeredModel.tags} ? ${key}::text and ${meets(sql`(${registeredModel.tags} ->> ${key}::text)`)})` },
};

/** Takes the conditions on the prompt tag out: it says which kind is wanted, and `!= 'true'` includes models without the tag. */
function withoutPrompts(all: readonly SearchCondition[]): { conditions: SearchCondition[]; prompts: SQL } {
	const asked = all.filter((condition) => condition.on === 'tag' && condition.key === PROMPT_TAG);
	const isPrompt = sql`coalesce(lower(${registeredModel.tags} ->> ${PROMPT_TAG}::text), 'false') = 'true'`;
	const wantsPrompts = asked.some((condition) => condition.comparator === '=' && condition.value === 'true');
	return { conditions: all.filter((condition) => !asked.includes(condition)), prompts: wantsPrompts ? isPrompt : sql`not (${isPrompt})` };
}
