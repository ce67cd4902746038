import { and, eq, inArray, sql } from 'drizzle-orm';
import { experiment, run } from '@interlock/db/tables';
import { parseInput } from '@interlock/domain/error';
import { experimentNumberFromWire, parseFilter, parseOrderBy, RUN_GRAMMAR, searchRunsInput, type SearchRunsInput } from '@interlock/domain/run';
import { loadProject, type ServiceContext, transact } from '../access/index.ts';
import { afterSql, conditionSql, cursorSql, inView, orderSql, pageOf, runBounds, sortKeys } from '../experiment/index.ts';
import { RUN_TARGET, RUN_TIES, withinBounds } from './run-search-target.ts';
import { type RunView, viewRuns } from './run-view.ts';

/** Runs of some experiments by filter and order, a page at a time; unknown experiments hold none. A run token sees its run and its children. */
export async function searchRuns(ctx: ServiceContext, input: SearchRunsInput): Promise<{ runs: RunView[]; nextPageToken: string | null }> {
	const wanted = parseInput(searchRunsInput, input);
	const conditions = parseFilter(wanted.filter ?? '', RUN_GRAMMAR);
	const keys = sortKeys(
		(wanted.orderBy ?? []).map((clause) => parseOrderBy(clause, RUN_GRAMMAR)),
		RUN_TARGET,
		RUN_TIES,
	);
	const numbers = wanted.experimentIds.map(experimentNumberFromWire);
	return transact(ctx, async (tx) => {
		const project = await loadProject(tx, ctx, wanted, 'run:read');
		if (numbers.length === 0) return { runs: [], nextPageToken: null };
		const rows = await tx
			.select({ run, experimentNumber: experiment.number, cursor: cursorSql(keys) })
			.from(run)
			.innerJoin(experiment, eq(experiment.id, run.experimentId))
			.where(
				and(
					eq(run.projectId, project.id),
					inArray(experiment.number, numbers),
					inView(wanted.view, sql`${run.lifecycleStage}`),
					withinBounds(runBounds(ctx)),
					...conditions.map((condition) => conditionSql(condition, RUN_TARGET)),
					afterSql(keys, wanted.pageToken),
				),
			)
			.orderBy(...orderSql(keys))
			.limit(wanted.limit + 1);
		const page = pageOf(rows, wanted.limit);
		return { runs: await viewRuns(tx, page.rows), nextPageToken: page.nextPageToken };
	});
}
