import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { metricLatest, modelVersion, registeredModel, runInput, runParam } from '@interlock/db/tables';
import { shownValue, splitName } from '@interlock/domain/run';

/** What a row of the runs table shows beside the run itself. */
export interface RunCells {
	/** Of the asked columns; null where NaN was logged. */
	metrics: Record<string, number | null>;
	params: Record<string, string>;
	/** The first asked metric by step, thinned to at most 30 points; empty without one. */
	trend: number[];
	datasets: { name: string; digest: string }[];
	/** Model versions made of the run, newest first. */
	models: { name: string; version: number }[];
}

const TREND_POINTS = 30;

/** Cells of many runs, five queries however many. `columns` absent: every metric and param. */
export async function readRunCells(tx: Tx, ids: readonly string[], columns: readonly string[] | undefined): Promise<(id: string) => RunCells> {
	if (ids.length === 0) return () => ({ metrics: {}, params: {}, trend: [], datasets: [], models: [] });
	const named = (columns ?? []).map(splitName);
	const keysOf = (entity: string) => named.filter((column) => column.entity === entity).map((column) => column.key);
	const [metricKeys, paramKeys] = [keysOf('metrics'), keysOf('params')];
	const wanted = [...ids];
	const metrics = byRun(
		await tx
			.select()
			.from(metricLatest)
			.where(and(inArray(metricLatest.runId, wanted), columns ? inArray(metricLatest.key, orNone(metricKeys)) : undefined)),
	);
	const params = byRun(
		await tx
			.select()
			.from(runParam)
			.where(and(inArray(runParam.runId, wanted), columns ? inArray(runParam.key, orNone(paramKeys)) : undefined)),
	);
	const datasets = byRun(
		await tx
			.select({ runId: runInput.runId, name: runInput.name, digest: runInput.digest })
			.from(runInput)
			.where(inArray(runInput.runId, wanted))
			.orderBy(asc(runInput.id)),
	);
	const models = byRun(
		await tx
			.select({ runId: sql<string>`${modelVersion.runId}`, name: registeredModel.name, version: modelVersion.version })
			.from(modelVersion)
			.innerJoin(registeredModel, eq(registeredModel.id, modelVersion.modelId))
			.where(inArray(modelVersion.runId, wanted))
			.orderBy(desc(modelVersion.createdAtMs)),
	);
	const trends = await readTrends(tx, wanted, metricKeys[0]);
	return (id) => ({
		metrics: Object.fromEntries((metrics.get(id) ?? []).map((point) => [point.key, shownValue(point)])),
		params: Object.fromEntries((params.get(id) ?? []).map((param) => [param.key, param.value])),
		trend: trends.get(id) ?? [],
		datasets: (datasets.get(id) ?? []).map(({ name, digest }) => ({ name, digest })),
		models: (models.get(id) ?? []).map(({ name, version }) => ({ name, version })),
	});
}

/** Every n-th point of a metric and its last; NaN left out. */
async function readTrends(tx: Tx, ids: readonly string[], key: string | undefined): Promise<Map<string, number[]>> {
	const trends = new Map<string, number[]>();
	if (key === undefined) return trends;
	const rows = await tx.execute<{ run_id: string; value: number }>(sql`
		select run_id, value from (
			select run_id, step, timestamp_ms, value, row_number() over w - 1 as i, count(*) over (partition by run_id) as n from metric_point
			where run_id = any(${sql.param([...ids])}::uuid[]) and key = ${key} and not is_nan window w as (partition by run_id order by step, timestamp_ms, value)
		) p where n <= ${TREND_POINTS} or i = n - 1 or (i * ${TREND_POINTS - 1} / n) <> ((i - 1) * ${TREND_POINTS - 1} / n) or i = 0
		order by run_id, i`);
	for (const row of rows) trends.set(row.run_id, [...(trends.get(row.run_id) ?? []), row.value]);
	return trends;
}

function byRun<R extends { runId: string }>(rows: readonly R[]): Map<string, R[]> {
	return Map.groupBy(rows, (row) => row.runId);
}

function orNone(keys: string[]): string[] {
	return keys.length > 0 ? keys : [''];
}
