import { sql } from 'drizzle-orm';
import type { Tx } from '@interlock/db';

/** One version's requests within a rollout step. Requests, not rows: the rows of one request fail together. */
export interface ArmCounts {
	requests: number;
	errors: number;
	/** Milliseconds, over all its rows; null without any. */
	latencyP95Ms: number | null;
	meanPrediction: number | null;
	/** Answers that were NaN or infinite. */
	nonFinite: number;
}

export interface PairedCounts {
	/** Rows that champion and shadowed candidate both answered. */
	pairs: number;
	/** Mean absolute difference of their answers; null without pairs. */
	meanDifference: number | null;
}

const NOTHING: ArmCounts = { requests: 0, errors: 0, latencyP95Ms: null, meanPrediction: null, nonFinite: 0 };

/** Counts of a version under the given step keys, from the prediction rows. */
export async function countArm(tx: Tx, versionId: string, stepKeys: string[]): Promise<ArmCounts> {
	if (stepKeys.length === 0) return NOTHING;
	const [row] = await tx.execute<{ requests: number; errors: number; p95: number | null; mean: number | null; non_finite: number }>(sql`
		with answered as (
			select ${requestOf}, error, output, latency_ms from prediction where ${ofSteps(stepKeys)} and model_version_id = ${versionId}
		)
		select count(distinct request)::int as requests,
			count(distinct request) filter (where error is not null)::int as errors,
			percentile_cont(0.95) within group (order by latency_ms) as p95,
			avg(output) filter (where ${isFinite}) as mean,
			count(*) filter (where (error is null and not ${isFinite}) or error like ${NOT_FINITE_ERROR})::int as non_finite
		from answered`);
	if (!row) return NOTHING;
	return { requests: row.requests, errors: row.errors, latencyP95Ms: row.p95, meanPrediction: row.mean, nonFinite: row.non_finite };
}

/** The version's newest run of failed requests in a step: how many failed after the last that was answered. */
export async function countConsecutiveErrors(tx: Tx, versionId: string, stepKey: string): Promise<number> {
	const [row] = await tx.execute<{ n: number }>(sql`
		with requests as (
			select ${requestOf}, max(at_ms) as at_ms, bool_or(error is not null) as failed
			from prediction where ${ofSteps([stepKey])} and model_version_id = ${versionId} group by 1
		), ranked as (select failed, row_number() over (order by at_ms desc, request desc) as k from requests)
		select (coalesce((select min(k) from ranked where not failed), (select count(*) + 1 from ranked)) - 1)::int as n`);
	return row?.n ?? 0;
}

/** How far a shadowed candidate's answers are from the champion's, on the same rows. */
export async function countPairs(tx: Tx, championId: string, candidateId: string, stepKey: string): Promise<PairedCounts> {
	const [row] = await tx.execute<{ pairs: number; mean: number | null }>(sql`
		select count(*)::int as pairs, avg(abs(a.output - b.output)) as mean
		from (select endpoint_id, id, output from prediction where ${ofSteps([stepKey])} and model_version_id = ${championId} and ${isFinite}) a
		join (select endpoint_id, id, output from prediction where ${ofSteps([stepKey])} and model_version_id = ${candidateId} and ${isFinite}) b using (endpoint_id, id)`);
	return { pairs: row?.pairs ?? 0, meanDifference: row?.mean ?? null };
}

/** `<request id>/<row>` without its row. */
const requestOf = sql.raw(`left(id, length(id) - strpos(reverse(id), '/')) as request`);
/** What scoring says of an output that is NaN or infinite; such a row has no output. */
const NOT_FINITE_ERROR = '%not a finite number';
const isFinite = sql.raw(`(output is not null and output not in ('NaN', 'Infinity', '-Infinity'))`);

/** The champion's rows carry no rollout; naming both cases lets the index on (rollout_id, step_key) answer. */
function ofSteps(stepKeys: string[]) {
	const rolloutId = stepKeys[0]?.split('/')[1] ?? '';
	const keys = sql.join(
		stepKeys.map((key) => sql`${key}`),
		sql`, `,
	);
	return sql`(rollout_id = ${rolloutId}::uuid or rollout_id is null) and step_key in (${keys})`;
}
