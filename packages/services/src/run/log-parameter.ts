import { parseInput } from '@interlock/domain/error';
import { checkParams, logParameterInput, type LogParameterInput } from '@interlock/domain/run';
import type { ServiceContext } from '../access/index.ts';
import { logTelemetry } from './log-batch.ts';

/** Logs one param; another value for a known key is refused. */
export async function logParameter(ctx: ServiceContext, input: LogParameterInput): Promise<void> {
	const { key, value, ...wanted } = parseInput(logParameterInput, input);
	await logTelemetry(ctx, wanted, wanted.runId, { params: checkParams([{ key, value }]) }, true);
}
