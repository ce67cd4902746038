import { parseInput } from '@interlock/domain/error';
import { checkTags, logParameterInput, type LogParameterInput } from '@interlock/domain/run';
import type { ServiceContext } from '../access/index.ts';
import { logTelemetry } from './log-batch.ts';

/** Sets one tag of a run. */
export async function setRunTag(ctx: ServiceContext, input: LogParameterInput): Promise<void> {
	const { key, value, ...wanted } = parseInput(logParameterInput, input);
	await logTelemetry(ctx, wanted, wanted.runId, { tags: checkTags([{ key, value }]) }, true);
}
