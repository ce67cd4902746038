import { sql } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { latestPoints, type MetricPoint, shownValue } from '@interlock/domain/run';
import { publishEvent } from '../event/index.ts';
import type { LoadedRun } from './load-run.ts';

const POINTS_PER_EVENT = 200;

/**
 * Writes metric points and the newest of each key in one statement whatever their number, and one event for all of them. A point that is there already changes nothing.
 * The first points of a later attempt replace what earlier attempts logged at or beyond their step.
 */
export async function writeMetrics(tx: Tx, loaded: LoadedRun, points: readonly MetricPoint[]): Promise<void> {
	if (points.length === 0) return;
	const { run, attempt } = loaded;
	if (attempt > 1) await replaceEarlierAttempts(tx, run.id, attempt, points);
	await tx.execute(sql`
		with logged as (
			insert into metric_point (run_id, key, step, timestamp_ms, value, is_nan, attempt)
			select ${run.id}::uuid, x.key, x.step, x.at, x.value, x.nan = 1, ${attempt}::int from ${unnest(inOrder(points))} on conflict do nothing
		)
		insert into metric_latest (run_id, key, step, timestamp_ms, value, is_nan, attempt)
		select ${run.id}::uuid, x.key, x.step, x.at, x.value, x.nan = 1, ${attempt}::int from ${unnest(latestPoints(points))}
		on conflict (run_id, key) do update set step = excluded.step, timestamp_ms = excluded.timestamp_ms, value = excluded.value, is_nan = excluded.is_nan, attempt = excluded.attempt
		where (excluded.attempt, excluded.step, excluded.timestamp_ms, excluded.value) > (metric_latest.attempt, metric_latest.step, metric_latest.timestamp_ms, metric_latest.value)`);
	await publishEvent(tx, {
		orgId: run.orgId,
		projectId: run.projectId,
		channel: `run/${run.id}`,
		type: 'run.metrics',
		data: {
			total: points.length,
			points: points
				.slice(0, POINTS_PER_EVENT)
				.map((point) => ({ key: point.key, step: point.step, timestampMs: point.timestampMs, value: shownValue(point), attempt })),
		},
	});
}

async function replaceEarlierAttempts(tx: Tx, runId: string, attempt: number, points: readonly MetricPoint[]): Promise<void> {
	const firstSteps = new Map<string, number>();
	for (const { key, step } of points) firstSteps.set(key, Math.min(step, firstSteps.get(key) ?? step));
	await tx.execute(sql`
		delete from metric_point p using unnest(${array([...firstSteps.keys()])}::text[], ${array([...firstSteps.values()])}::bigint[]) as x(key, step)
		where p.run_id = ${runId}::uuid and p.key = x.key and p.attempt < ${attempt}::int and p.step >= x.step`);
}

/** Two requests with the same points, such as a repeated one, then wait for each other in one direction only. */
function inOrder(points: readonly MetricPoint[]): MetricPoint[] {
	return [...points].sort((a, b) => (a.key === b.key ? a.step - b.step || a.timestampMs - b.timestampMs || a.value - b.value : a.key < b.key ? -1 : 1));
}

function unnest(points: readonly MetricPoint[]) {
	const column = (of: (point: MetricPoint) => string | number) => array(points.map(of));
	return sql`unnest(${column((p) => p.key)}::text[], ${column((p) => p.step)}::bigint[], ${column((p) => p.timestampMs)}::bigint[],
		${column((p) => p.value)}::double precision[], ${column((p) => Number(p.isNan))}::int[]) as x(key, step, at, value, nan)`;
}

/** One bound parameter for a whole column, never spread into a list. Of texts or numbers: the driver would bind a list of booleans as one boolean. */
function array(values: readonly (string | number)[]) {
	return sql.param(values);
}
