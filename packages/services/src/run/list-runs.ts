import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { experiment, metricLatest, run, runParam, training } from '@interlock/db/tables';
import { parseInput } from '@interlock/domain/error';
import { listRunsInput, type ListRunsInput, parseFilter, parseOrderBy, RUN_GRAMMAR, shownValue, splitName, type SearchCondition } from '@interlock/domain/run';
import { loadProject, type ServiceContext, transact } from '../access/index.ts';
import { afterSql, conditionSql, cursorSql, orderSql, pageOf, runBounds, sortKeys } from '../experiment/index.ts';
import { RUN_TARGET, RUN_TIES, withinBounds } from './run-search-target.ts';
import { type RunInfo, runInfo } from './run-view.ts';

export interface RunRowView extends RunInfo {
	experiment: string;
	/** Of the asked columns; null where NaN was logged. */
	metrics: Record<string, number | null>;
	params: Record<string, string>;
	/** What trains it, for runs that Interlock executes. */
	training: { template: string; state: string } | null;
}

export interface RunsPage {
	runs: RunRowView[];
	nextCursor: string | null;
	/** Runs that match, over all pages. */
	total: number;
}

/** The runs table: active runs by filter, sorted and paged by the server (keyset: the hundredth page costs what the first does). */
export async function listRuns(ctx: ServiceContext, input: ListRunsInput): Promise<RunsPage> {
	const wanted = parseInput(listRunsInput, input);
	const conditions = readFilter(wanted.filter ?? '');
	const keys = sortKeys(wanted.sort ? [parseOrderBy(wanted.sort, RUN_GRAMMAR)] : [], RUN_TARGET, RUN_TIES);
	return transact(ctx, async (tx) => {
		const project = await loadProject(tx, ctx, wanted, 'run:read');
		const matches = and(
			eq(run.projectId, project.id), eq(run.lifecycleStage, 'active'), withinBounds(runBounds(ctx)), ...conditions.map((condition) => conditionSql(condition, RUN_TARGET)),
		);
		const rows = await tx
			.select({ run, experimentNumber: experiment.number, experiment: experiment.name, template: training.template, state: training.state, cursor: cursorSql(keys) })
			.from(run)
			.innerJoin(experiment, eq(experiment.id, run.experimentId))
			.leftJoin(training, eq(training.runId, run.id))
			.where(and(matches, afterSql(keys, wanted.cursor)))
			.orderBy(...orderSql(keys))
			.limit(wanted.limit + 1);
		const [count] = await tx.select({ total: sql<number>`count(*)::int` }).from(run).innerJoin(experiment, eq(experiment.id, run.experimentId)).where(matches);
		const page = pageOf(rows, wanted.limit);
		const cells = await readCells(tx, page.rows.map((row) => row.run.id), wanted.columns);
		return {
			runs: page.rows.map((row) => ({
				...runInfo(row.run, row.experimentNumber),
				experiment: row.experiment,
				metrics: Object.fromEntries((cells.metrics.get(row.run.id) ?? []).map((m) => [m.key, shownValue(m)])),
				params: Object.fromEntries((cells.params.get(row.run.id) ?? []).map((p) => [p.key, p.value])),
				training: row.template && row.state ? { template: row.template, state: row.state } : null,
			})),
			nextCursor: page.nextPageToken,
			total: count?.total ?? 0,
		};
	});
}

/** A filter of the search language, or plain words that a run's name holds. */
function readFilter(text: string): SearchCondition[] {
	const plain = text.trim();
	if (plain === '') return [];
	const isPlain = !/[<>=]|\b(?:like|ilike|in|is)\b/i.test(plain);
	if (!isPlain) return parseFilter(plain, RUN_GRAMMAR);
	return plain.split(/\s+/).map((word) => ({ on: 'text', key: 'run_name', comparator: 'ILIKE', value: `%${word.replace(/[%_]/g, '_')}%` }));
}

async function readCells(tx: Tx, ids: readonly string[], columns: readonly string[] | undefined) {
	if (ids.length === 0) return { metrics: new Map<string, (typeof metricLatest.$inferSelect)[]>(), params: new Map<string, (typeof runParam.$inferSelect)[]>() };
	const named = (columns ?? []).map(splitName);
	const keysOf = (entity: string) => named.filter((column) => column.entity === entity).map((column) => column.key);
	const metricKeys = keysOf('metrics');
	const paramKeys = keysOf('params');
	const metrics = await tx
		.select()
		.from(metricLatest)
		.where(and(inArray(metricLatest.runId, [...ids]), columns ? inArray(metricLatest.key, metricKeys.length > 0 ? metricKeys : ['']) : undefined));
	const params = await tx
		.select()
		.from(runParam)
		.where(and(inArray(runParam.runId, [...ids]), columns ? inArray(runParam.key, paramKeys.length > 0 ? paramKeys : ['']) : undefined));
	return { metrics: Map.groupBy(metrics, (m) => m.runId), params: Map.groupBy(params, (p) => p.runId) };
}
