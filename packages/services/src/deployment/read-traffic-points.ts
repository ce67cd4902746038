import { sql } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import type { TrafficPoint } from './endpoint-view.ts';

/** Requests, errors, latency and mean prediction per version and bucket, oldest first. `bucketMs`: width of a point. */
export async function readTrafficPoints(tx: Tx, endpointId: string, range: { fromMs: number; untilMs: number; bucketMs: number }): Promise<TrafficPoint[]> {
	const rows = await tx.execute<{
		at_ms: string;
		version_id: string;
		shadow: boolean;
		requests: number;
		errors: number;
		p95: number | null;
		mean: number | null;
	}>(sql`
		select (at_ms / ${range.bucketMs}::bigint) * ${range.bucketMs}::bigint as at_ms, model_version_id as version_id, shadow,
			count(distinct request)::int as requests, count(distinct request) filter (where error is not null)::int as errors,
			percentile_cont(0.95) within group (order by latency_ms) as p95,
			avg(output) filter (where output is not null and output not in ('NaN', 'Infinity', '-Infinity')) as mean
		from (
			select at_ms, model_version_id, shadow, error, latency_ms, output, left(id, length(id) - strpos(reverse(id), '/')) as request
			from prediction where endpoint_id = ${endpointId} and at_ms >= ${range.fromMs} and at_ms < ${range.untilMs}
		) p group by 1, 2, 3 order by 1`);
	return rows.map((row) => ({
		atMs: Number(row.at_ms),
		versionId: row.version_id,
		shadow: row.shadow,
		requests: row.requests,
		errors: row.errors,
		latencyP95Ms: row.p95,
		meanPrediction: row.mean,
	}));
}
