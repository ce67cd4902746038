import { and, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import { experiment, loggedModel } from '@interlock/db/tables';
import { parseInput } from '@interlock/domain/error';
import { searchLoggedModelsInput, type SearchLoggedModelsInput } from '@interlock/domain/model';
import { experimentNumberFromWire, LOGGED_MODEL_GRAMMAR, parseFilter, parseOrderBy, runIdToWire, type RunTokenBounds } from '@interlock/domain/run';
import { loadProject, type ServiceContext, transact } from '../access/index.ts';
import { afterSql, conditionSql, cursorSql, orderSql, pageOf, runBounds, type SearchTarget, sortKeys } from '../experiment/index.ts';
import { PARENT_RUN_TAG } from '../run/index.ts';
import { type LoggedModelView, loggedModelView } from './load-logged-model.ts';

/** Logged models of some experiments by filter, newest first unless ordered otherwise. A run token sees those of its run and its children. */
export async function searchLoggedModels(
	ctx: ServiceContext,
	input: SearchLoggedModelsInput,
): Promise<{ models: LoggedModelView[]; nextPageToken: string | null }> {
	const wanted = parseInput(searchLoggedModelsInput, input);
	const conditions = parseFilter(wanted.filter ?? '', LOGGED_MODEL_GRAMMAR);
	const ties = [
		{ expression: sql`${loggedModel.createdAtMs}`, ascending: false, type: 'number' as const },
		{ expression: sql`${loggedModel.id}::text`, ascending: true, type: 'text' as const },
	];
	const keys = sortKeys(
		(wanted.orderBy ?? []).map((clause) => parseOrderBy(clause, LOGGED_MODEL_GRAMMAR)),
		TARGET,
		ties,
	);
	const numbers = wanted.experimentIds.map(experimentNumberFromWire);
	return transact(ctx, async (tx) => {
		const project = await loadProject(tx, ctx, wanted, 'run:read');
		if (numbers.length === 0) return { models: [], nextPageToken: null };
		const rows = await tx
			.select({ model: loggedModel, experimentNumber: experiment.number, cursor: cursorSql(keys) })
			.from(loggedModel)
			.innerJoin(experiment, eq(experiment.id, loggedModel.experimentId))
			.where(
				and(
					eq(loggedModel.projectId, project.id),
					inArray(experiment.number, numbers),
					isNull(loggedModel.deletedAt),
					withinBounds(runBounds(ctx)),
					...conditions.map((condition) => conditionSql(condition, TARGET)),
					afterSql(keys, wanted.pageToken),
				),
			)
			.orderBy(...orderSql(keys))
			.limit(wanted.limit + 1);
		const page = pageOf(rows, wanted.limit);
		return { models: page.rows.map((row) => loggedModelView(row.model, row.experimentNumber)), nextPageToken: page.nextPageToken };
	});
}

const entryOf = (column: typeof loggedModel.params | typeof loggedModel.tags) => (key: string) => sql`(${column} ->> ${key}::text)`;
const havingIn = (column: typeof loggedModel.params | typeof loggedModel.tags) => (key: string, meets: (value: SQL) => SQL) =>
	sql`(${column} ? ${key}::text and ${meets(sql`(${column} ->> ${key}::text)`)})`;
const metricOf = (key: string) =>
	sql`(select m.value from metric_latest m where m.run_id = ${loggedModel.sourceRunId} and m.key = ${key}::text and not m.is_nan)`;

const TARGET: SearchTarget = {
	attributes: {
		name: sql`${loggedModel.name}`,
		model_id: sql`('m-' || replace(${loggedModel.id}::text, '-', ''))`,
		model_type: sql`${loggedModel.modelType}`,
		status: sql`replace(${loggedModel.status}, 'LOGGED_MODEL_', '')`,
		source_run_id: sql`replace(${loggedModel.sourceRunId}::text, '-', '')`,
		experiment_id: sql`${experiment.number}::text`,
		creation_timestamp: sql`${loggedModel.createdAtMs}`,
		last_updated_timestamp: sql`${loggedModel.updatedAtMs}`,
	},
	having: { param: havingIn(loggedModel.params), tag: havingIn(loggedModel.tags), metric: (key, meets) => meets(metricOf(key)) },
	values: { param: entryOf(loggedModel.params), tag: entryOf(loggedModel.tags), metric: metricOf },
};

function withinBounds(bounds: RunTokenBounds | null): SQL | undefined {
	if (!bounds) return undefined;
	return sql`(${loggedModel.sourceRunId} = ${bounds.runId}::uuid or exists (select 1 from run_tag t where t.run_id = ${loggedModel.sourceRunId} and t.key = ${PARENT_RUN_TAG} and t.value = ${runIdToWire(bounds.runId)}))`;
}
