import { and, eq, type SQL, sql } from 'drizzle-orm';
import { experiment } from '@interlock/db/tables';
import { parseInput } from '@interlock/domain/error';
import { EXPERIMENT_GRAMMAR, parseFilter, parseOrderBy, searchExperimentsInput, type SearchExperimentsInput, type ViewType } from '@interlock/domain/run';
import { loadProject, type ServiceContext, transact } from '../access/index.ts';
import { type ExperimentView, experimentView } from './load-experiment.ts';
import { ownExperimentId, runBounds } from './run-bounds.ts';
import { afterSql, conditionSql, cursorSql, orderSql, pageOf, type SearchTarget, sortKeys } from './search-sql.ts';

/** Experiments of a project by filter, newest first unless ordered otherwise; a run token sees its run's. */
export async function searchExperiments(
	ctx: ServiceContext,
	input: SearchExperimentsInput,
): Promise<{ experiments: ExperimentView[]; nextPageToken: string | null }> {
	const wanted = parseInput(searchExperimentsInput, input);
	const conditions = parseFilter(wanted.filter ?? '', EXPERIMENT_GRAMMAR);
	const orders = (wanted.orderBy ?? []).map((clause) => parseOrderBy(clause, EXPERIMENT_GRAMMAR));
	return transact(ctx, async (tx) => {
		const project = await loadProject(tx, ctx, wanted, 'run:read');
		const bounds = runBounds(ctx);
		const ties = [
			{ expression: sql`${experiment.createdAtMs}`, ascending: false, type: 'number' as const },
			{ expression: sql`${experiment.number}`, ascending: false, type: 'number' as const },
		];
		const keys = sortKeys(orders, TARGET, ties);
		const rows = await tx
			.select({ row: experiment, cursor: cursorSql(keys) })
			.from(experiment)
			.where(
				and(
					eq(experiment.projectId, project.id),
					inView(wanted.view, sql`${experiment.lifecycleStage}`),
					...conditions.map((condition) => conditionSql(condition, TARGET)),
					bounds ? eq(experiment.id, (await ownExperimentId(tx, bounds)) ?? bounds.runId) : undefined,
					afterSql(keys, wanted.pageToken),
				),
			)
			.orderBy(...orderSql(keys))
			.limit(wanted.limit + 1);
		const page = pageOf(rows, wanted.limit);
		return { experiments: page.rows.map(({ row }) => experimentView(row)), nextPageToken: page.nextPageToken };
	});
}

const TARGET: SearchTarget = {
	attributes: {
		name: sql`${experiment.name}`,
		experiment_id: sql`${experiment.number}`,
		creation_time: sql`${experiment.createdAtMs}`,
		last_update_time: sql`${experiment.updatedAtMs}`,
	},
	having: { tag: (key, meets) => sql`(${experiment.tags} ? ${key}::text and ${meets(sql`(${experiment.tags} ->> ${key}::text)`)})` },
	values: { tag: (key) => sql`(${experiment.tags} ->> ${key}::text)` },
};

/** The where-clause of a view of lifecycle stages. */
export function inView(view: ViewType, stage: SQL): SQL | undefined {
	if (view === 'ALL') return undefined;
	return view === 'ACTIVE_ONLY' ? sql`${stage} = 'active'` : sql`${stage} = 'deleted'`;
}
