import { sql } from 'drizzle-orm';
import { parseInput } from '@interlock/domain/error';
import { metricCurvesInput, type MetricCurvesInput, shownValue } from '@interlock/domain/run';
import { type ServiceContext, transact } from '../access/index.ts';
import { loadRun } from './load-run.ts';

export interface MetricCurve {
	key: string;
	/** How many points were logged in the asked range; more than `points` holds when the curve is thinned. */
	total: number;
	/** Logged points by step and time, never invented ones; value null where NaN was logged. */
	points: { step: number; timestampMs: number; value: number | null; attempt: number }[];
}

/**
 * Curves for charts, at most `points` each. A longer curve is cut into equal-count buckets that each keep their lowest and highest point, beside the
 * first and last of all: a spike of one step survives. Formula: bucket of point i of n = floor(i * B / n), B = floor((points - 2) / 2).
 */
export async function getMetricCurves(ctx: ServiceContext, input: MetricCurvesInput): Promise<MetricCurve[]> {
	const wanted = parseInput(metricCurvesInput, input);
	const buckets = Math.floor((wanted.points - 2) / 2);
	return transact(ctx, async (tx) => {
		const { run } = await loadRun(tx, ctx, wanted, wanted.runId, { permission: 'run:read', access: 'read' });
		const keys = wanted.keys ? sql`and key = any(${sql.param(wanted.keys)}::text[])` : sql``;
		const from = wanted.fromStep === undefined ? sql`` : sql`and step >= ${wanted.fromStep}`;
		const to = wanted.toStep === undefined ? sql`` : sql`and step <= ${wanted.toStep}`;
		const rows = await tx.execute<{ key: string; step: string; timestamp_ms: string; value: number; is_nan: boolean; attempt: number; n: string }>(sql`
			with p as (
				select key, step, timestamp_ms, value, is_nan, attempt, count(*) over (partition by key) as n,
					row_number() over (partition by key order by step, timestamp_ms, value, is_nan) - 1 as i
				from metric_point where run_id = ${run.id} ${keys} ${from} ${to}
			), b as (
				select *, row_number() over (partition by key, i * ${buckets} / n order by is_nan, value, i) as low,
					row_number() over (partition by key, i * ${buckets} / n order by is_nan, value desc, i) as high
				from p
			)
			select key, step, timestamp_ms, value, is_nan, attempt, n from b
			where n <= ${wanted.points} or low = 1 or high = 1 or i = 0 or i = n - 1
			order by key, i`);
		const curves = new Map<string, MetricCurve>();
		for (const row of rows) {
			const curve = curves.get(row.key) ?? { key: row.key, total: Number(row.n), points: [] };
			curve.points.push({
				step: Number(row.step),
				timestampMs: Number(row.timestamp_ms),
				value: shownValue({ value: row.value, isNan: row.is_nan }),
				attempt: row.attempt,
			});
			curves.set(row.key, curve);
		}
		return [...curves.values()];
	});
}
