import { and, eq, sql } from 'drizzle-orm';
import { metricPoint } from '@interlock/db/tables';
import { parseInput } from '@interlock/domain/error';
import { metricHistoryInput, type MetricHistoryInput, RUN_LIMITS, shownValue } from '@interlock/domain/run';
import { type ServiceContext, transact } from '../access/index.ts';
import { afterSql, cursorSql, orderSql, pageOf, type SortKey } from '../experiment/index.ts';
import { loadRun } from './load-run.ts';
import type { MetricView } from './run-view.ts';

export interface HistoryPoint extends MetricView {
	attempt: number;
}

/** Every logged point of one metric by time, step and value; 25,000 a page at most. */
export async function getMetricHistory(ctx: ServiceContext, input: MetricHistoryInput): Promise<{ points: HistoryPoint[]; nextPageToken: string | null }> {
	const wanted = parseInput(metricHistoryInput, input);
	const limit = wanted.limit ?? RUN_LIMITS.metricHistoryPage;
	return transact(ctx, async (tx) => {
		const { run } = await loadRun(tx, ctx, wanted, wanted.runId, { permission: 'run:read', access: 'read' });
		const rows = await tx
			.select({ point: metricPoint, cursor: cursorSql(ORDER) })
			.from(metricPoint)
			.where(and(eq(metricPoint.runId, run.id), eq(metricPoint.key, wanted.key), afterSql(ORDER, wanted.pageToken)))
			.orderBy(...orderSql(ORDER))
			.limit(limit + 1);
		const page = pageOf(rows, limit);
		return {
			points: page.rows.map(({ point }) => ({
				key: point.key,
				value: shownValue(point),
				step: point.step,
				timestampMs: point.timestampMs,
				attempt: point.attempt,
			})),
			nextPageToken: page.nextPageToken,
		};
	});
}

const ORDER: SortKey[] = [
	{ expression: sql`${metricPoint.timestampMs}`, ascending: true, type: 'number' },
	{ expression: sql`${metricPoint.step}`, ascending: true, type: 'number' },
	{ expression: sql`${metricPoint.value}`, ascending: true, type: 'number' },
	{ expression: sql`${metricPoint.isNan}::int`, ascending: true, type: 'number' },
];
