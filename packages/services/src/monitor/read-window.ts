import { sql } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { periodRangeMs } from '@interlock/domain/dataset';

/** Above this many predictions a window is judged by the first of them by a hash of their id: a fixed sample. */
export const MAX_ROWS_READ = 200_000;

export interface WindowSize {
	/** Answered predictions of the version, shadow and failed ones not among them. */
	predictions: number;
	labelled: number;
}

export interface WindowRows {
	/** Inputs by column, one value per row. */
	columns: Record<string, unknown[]>;
	/** Labelled rows: prediction, label, and the day by event time (UTC). */
	predicted: number[];
	actual: number[];
	day: string[];
}

/** How many predictions of a version a window has, and how many of them have a label. */
export async function sizeOfWindow(tx: Tx, endpointId: string, versionId: string, window: string): Promise<WindowSize> {
	const [row] = await tx.execute<{ predictions: number; labelled: number }>(sql`
		select count(*)::int as predictions,
			count(*) filter (where exists (select 1 from label l where l.endpoint_id = p.endpoint_id and l.prediction_id = p.id))::int as labelled
		from prediction p where ${answeredIn(endpointId, versionId, window)}`);
	return row ?? { predictions: 0, labelled: 0 };
}

/** A window's inputs by column, and its labelled rows with the newest label of each. */
export async function readWindow(tx: Tx, endpointId: string, versionId: string, window: string): Promise<WindowRows> {
	const rows = await tx.execute<{ inputs: Record<string, unknown>; output: number; day: string; label: number | null }>(sql`
		select p.inputs, p.output, to_char(to_timestamp(p.event_time_ms / 1000.0) at time zone 'UTC', 'YYYY-MM-DD') as day,
			(select l.value from label l where l.endpoint_id = p.endpoint_id and l.prediction_id = p.id order by l.correction desc limit 1) as label
		from prediction p where ${answeredIn(endpointId, versionId, window)} order by md5(p.id), p.id limit ${MAX_ROWS_READ}`);
	const labelled = rows.filter((row) => row.label !== null);
	return {
		columns: byColumn(rows.map((row) => row.inputs)),
		predicted: labelled.map((row) => row.output),
		actual: labelled.map((row) => row.label ?? Number.NaN),
		day: labelled.map((row) => row.day),
	};
}

function answeredIn(endpointId: string, versionId: string, window: string) {
	const { startMs, endMs } = periodRangeMs(window);
	return sql`p.endpoint_id = ${endpointId} and p.model_version_id = ${versionId} and not p.shadow and p.error is null
		and p.output is not null and p.output not in ('NaN', 'Infinity', '-Infinity') and p.event_time_ms >= ${startMs} and p.event_time_ms < ${endMs}`;
}

function byColumn(rows: Record<string, unknown>[]): Record<string, unknown[]> {
	const columns: Record<string, unknown[]> = {};
	for (const name of new Set(rows.flatMap((row) => Object.keys(row)))) columns[name] = rows.map((row) => row[name] ?? null);
	return columns;
}
