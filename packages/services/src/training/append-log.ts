import type { LogChunk } from '@interlock/contracts/agent';
import { runLog } from '@interlock/db/tables';
import { type ServiceContext, transact } from '../access/index.ts';
import { publishEvent } from '../event/index.ts';
import { lockLeasedAttempt, requireAgent } from './require-agent.ts';

/** Stores a piece of a run's log; the same piece again does nothing. */
export async function appendLog(ctx: ServiceContext, attemptId: string, input: LogChunk): Promise<void> {
	await transact(ctx, async (tx) => {
		requireAgent(ctx);
		const row = await lockLeasedAttempt(tx, attemptId, input.leaseToken);
		const stored = await tx
			.insert(runLog)
			.values({ runId: row.runId, attempt: row.number, stream: input.stream, offset: input.offset, text: input.text.replaceAll('\u0000', '\ufffd') })
			.onConflictDoNothing()
			.returning({ offset: runLog.offset });
		if (stored.length > 0) {
			await publishEvent(tx, {
				orgId: row.orgId,
				projectId: row.projectId,
				channel: `run/${row.runId}`,
				type: 'run.logs',
				data: { attempt: row.number, stream: input.stream, offset: input.offset },
			});
		}
	});
}
