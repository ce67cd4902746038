import { asc, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { dirtyWindow, driftResult, modelVersion, monitorRun } from '@interlock/db/tables';
import type { MonitorSummary, StoredBins } from './evaluate-window.ts';
import type { DriftColumnView, WindowView } from './monitor-view.ts';

export type MonitorRunRow = typeof monitorRun.$inferSelect;

const PSI = sql<number>`(${driftResult.bins} ->> 'psi')::float8`;

/** The newest evaluation of each window of some endpoints, oldest window first. */
export async function newestEvaluations(tx: Tx, endpointIds: string[]): Promise<MonitorRunRow[]> {
	if (endpointIds.length === 0) return [];
	const rows = await tx
		.selectDistinctOn([monitorRun.endpointId, monitorRun.window])
		.from(monitorRun)
		.where(inArray(monitorRun.endpointId, endpointIds))
		.orderBy(asc(monitorRun.endpointId), asc(monitorRun.window), desc(monitorRun.createdAt), desc(monitorRun.id));
	return rows;
}

/** Evaluations as the pages show them. */
export async function viewWindows(tx: Tx, endpointId: string, rows: MonitorRunRow[]): Promise<WindowView[]> {
	if (rows.length === 0) return [];
	const versions = await tx
		.select({ id: modelVersion.id, version: modelVersion.version })
		.from(modelVersion)
		.where(inArray(modelVersion.id, [...new Set(rows.map((row) => row.modelVersionId))]));
	const dirty = await tx.select({ window: dirtyWindow.window }).from(dirtyWindow).where(eq(dirtyWindow.endpointId, endpointId));
	const columns = await tx
		.select({
			monitorRunId: driftResult.monitorRunId,
			column: driftResult.column,
			effect: driftResult.effect,
			margin: driftResult.margin,
			psi: PSI,
			drifted: driftResult.drifted,
		})
		.from(driftResult)
		.where(
			inArray(
				driftResult.monitorRunId,
				rows.map((row) => row.id),
			),
		)
		.orderBy(driftResult.column);
	return rows.map((row) => {
		const summary = row.summary as MonitorSummary;
		const own = columns.filter((column) => column.monitorRunId === row.id).map(({ monitorRunId: _run, ...column }) => column);
		const most = own.reduce<(typeof own)[number] | null>((a, b) => (a === null || b.psi > a.psi ? b : a), null);
		return {
			window: row.window,
			champion: { id: row.modelVersionId, version: versions.find((v) => v.id === row.modelVersionId)?.version ?? 0 },
			predictions: row.predictions,
			labelled: row.labelled,
			coverage: row.predictions === 0 ? 0 : row.labelled / row.predictions,
			error: row.error,
			referenceError: row.referenceError,
			interval: summary.decay?.interval ?? null,
			drift: summary.drift.verdict,
			decay: summary.decay?.verdict ?? 'no-reference',
			driftedColumns: row.driftedColumns,
			worst: most && { column: most.column, psi: most.psi },
			columns: own,
			retrain: summary.retrain,
			evaluatedAtMs: row.createdAt.getTime(),
			stale: dirty.some((mark) => mark.window === row.window),
		};
	});
}

/** Every judged column of an evaluation, most moved first. */
export async function viewColumns(tx: Tx, monitorRunId: string): Promise<DriftColumnView[]> {
	const rows = await tx.select().from(driftResult).where(eq(driftResult.monitorRunId, monitorRunId));
	return rows
		.map(({ column, test, statistic, p, pAdjusted, effect, effectName, margin, drifted, bins }) => ({
			column,
			test,
			statistic,
			p,
			pAdjusted,
			effect,
			effectName,
			margin,
			drifted,
			...(bins as StoredBins),
		}))
		.sort((a, b) => Number(b.drifted) - Number(a.drifted) || b.psi - a.psi || (a.column < b.column ? -1 : 1));
}
