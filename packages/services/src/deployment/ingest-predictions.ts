import { sql } from 'drizzle-orm';
import { type LoggedPrediction, type PredictionBatch, predictionBatch } from '@interlock/contracts/serving';
import type { Tx } from '@interlock/db';
import { parseInput } from '@interlock/domain/error';
import { type ServiceContext, transact } from '../access/index.ts';
import { publishEvent } from '../event/index.ts';
import { authorizeServing } from './authorize-serving.ts';
import { markDirtyWindows } from './mark-dirty-windows.ts';

export interface Ingested {
	stored: number;
	/** Rows that were there already: the same batch sent twice. */
	known: number;
	/** Rows of endpoints that no longer exist; dropped, the sender can't mend them. */
	unknown: number;
}

/**
 * Takes a stretch of an inference server's prediction log. Idempotent by (endpoint, id, version): a batch sent again changes nothing.
 * One event per endpoint and batch; the windows it touches are marked for the monitor. Telemetry: no audit entry of its own.
 */
export async function ingestPredictions(ctx: ServiceContext, input: PredictionBatch): Promise<Ingested> {
	const batch = parseInput(predictionBatch, input);
	return transact(ctx, async (tx) => {
		authorizeServing(ctx);
		if (batch.predictions.length === 0) return { stored: 0, known: 0, unknown: 0 };
		const counted = await insertNew(tx, batch.predictions);
		await markDirtyWindows(tx, ctx.now(), counted.windows);
		for (const seen of counted.endpoints) {
			await publishEvent(tx, {
				orgId: seen.orgId,
				projectId: seen.projectId,
				channel: `endpoint/${seen.endpointId}`,
				type: 'endpoint.predicted',
				data: { predictions: seen.predictions, errors: seen.errors },
			});
		}
		const stored = counted.endpoints.reduce((sum, seen) => sum + seen.predictions, 0);
		return { stored, known: batch.predictions.length - counted.unknown - stored, unknown: counted.unknown };
	});
}

interface Inserted {
	endpoints: { orgId: string; projectId: string; endpointId: string; predictions: number; errors: number }[];
	windows: { orgId: string; projectId: string; endpointId: string; window: string }[];
	unknown: number;
}

async function insertNew(tx: Tx, predictions: LoggedPrediction[]): Promise<Inserted> {
	const rows = JSON.stringify(predictions.map(toRow));
	const inserted = await tx.execute<{ org_id: string; project_id: string; endpoint_id: string; window: string; predictions: number; errors: number }>(sql`
		with new as (
			insert into prediction (org_id, project_id, endpoint_id, id, model_version_id, rollout_id, step_key, shadow, at_ms, event_time_ms, inputs, output, error, latency_ms)
			select e.org_id, e.project_id, e.id, r.id, r.model_version_id, r.rollout_id, r.step_key, r.shadow, r.at_ms, r.event_time_ms, r.inputs, r.output::float8, r.error, r.latency_ms
			from jsonb_to_recordset(${rows}::text::jsonb) as r(
				endpoint_id text, id text, model_version_id uuid, rollout_id uuid, step_key text, shadow boolean, at_ms bigint, event_time_ms bigint,
				inputs jsonb, output text, error text, latency_ms float8)
			join endpoint e on e.id::text = r.endpoint_id
			on conflict do nothing
			returning org_id, project_id, endpoint_id, event_time_ms, error
		)
		select org_id, project_id, endpoint_id, to_char(to_timestamp(event_time_ms / 1000.0) at time zone 'UTC', 'YYYY-MM') as window,
			count(*)::int as predictions, count(error)::int as errors
		from new group by 1, 2, 3, 4`);
	const [reached] = await tx.execute<{ n: number }>(sql`
		select count(*)::int as n from jsonb_to_recordset(${rows}::text::jsonb) as r(endpoint_id text)
		join endpoint e on e.id::text = r.endpoint_id`);
	const windows = inserted.map((row) => ({ orgId: row.org_id, projectId: row.project_id, endpointId: row.endpoint_id, window: row.window }));
	const endpoints = new Map<string, Inserted['endpoints'][number]>();
	for (const row of inserted) {
		const seen = endpoints.get(row.endpoint_id) ?? { orgId: row.org_id, projectId: row.project_id, endpointId: row.endpoint_id, predictions: 0, errors: 0 };
		endpoints.set(row.endpoint_id, { ...seen, predictions: seen.predictions + row.predictions, errors: seen.errors + row.errors });
	}
	return { endpoints: [...endpoints.values()], windows, unknown: predictions.length - (reached?.n ?? 0) };
}

function toRow(logged: LoggedPrediction): Record<string, unknown> {
	return {
		endpoint_id: logged.endpointId,
		id: storable(logged.id),
		model_version_id: logged.modelVersionId,
		rollout_id: logged.rolloutId,
		step_key: logged.stepKey,
		shadow: logged.shadow,
		at_ms: logged.atMs,
		event_time_ms: logged.eventTimeMs ?? logged.atMs,
		inputs: Object.fromEntries(Object.entries(logged.inputs).map(([column, value]) => [storable(column), typeof value === 'string' ? storable(value) : value])),
		output: outputOf(logged.output),
		error: logged.error === null ? null : storable(logged.error),
		latency_ms: logged.latencyMs,
	};
}

const NON_FINITE = new Set(['NaN', 'Infinity', '-Infinity']);

/** A number, or the name of one that JSON can't carry; a class label isn't a number and is kept as none. */
function outputOf(output: number | string | null): string | null {
	if (typeof output === 'number') return String(output);
	return output !== null && NON_FINITE.has(output) ? output : null;
}

/** Callers send any text; Postgres takes neither NUL nor half a surrogate pair, and one such value must not hold up the whole log. */
function storable(text: string): string {
	return text.toWellFormed().replaceAll('\u0000', '\ufffd');
}
