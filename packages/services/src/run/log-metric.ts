import { parseInput } from '@interlock/domain/error';
import { checkMetrics, logMetricInput, type LogMetricInput } from '@interlock/domain/run';
import type { ServiceContext } from '../access/index.ts';
import { logTelemetry } from './log-batch.ts';

/** Logs one metric point. */
export async function logMetric(ctx: ServiceContext, input: LogMetricInput): Promise<void> {
	const { key, value, timestampMs, step, ...wanted } = parseInput(logMetricInput, input);
	await logTelemetry(ctx, wanted, wanted.runId, { metrics: checkMetrics([{ key, value, timestampMs, step }]) }, true);
}
