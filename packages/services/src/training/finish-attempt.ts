import type { AttemptFinish } from '@interlock/contracts/agent';
import { attempt } from '@interlock/db/tables';
import { DomainError } from '@interlock/domain/error';
import { eq } from 'drizzle-orm';
import { type ServiceContext, transact } from '../access/index.ts';
import { publishEvent } from '../event/index.ts';
import { enqueueCommand } from '../process/index.ts';
import { requireAgent } from './require-agent.ts';

/** Writes how an attempt ended and rings its run's process. The same report again does nothing; `conflict` when another lease decides. */
export async function finishAttempt(ctx: ServiceContext, attemptId: string, input: AttemptFinish): Promise<void> {
	await transact(ctx, async (tx) => {
		requireAgent(ctx);
		const [row] = await tx.select().from(attempt).where(eq(attempt.id, attemptId)).for('update');
		if (!row) throw new DomainError('not-found', 'attempt not found', { field: 'attempt', value: attemptId });
		if (row.leaseToken !== input.leaseToken)
			throw new DomainError('conflict', `leaseToken: the lease of attempt ${row.number} is not yours`, {
				field: 'leaseToken',
				value: input.leaseToken,
				reason: 'stale-lease',
			});
		if (row.state !== 'leased' && row.state !== 'running') return;
		await tx.update(attempt).set({ state: input.outcome, exitCode: input.exitCode, reason: input.reason, endedAt: ctx.now() }).where(eq(attempt.id, row.id));
		await enqueueCommand(tx, { kind: 'doorbell', process: 'run', workflowId: `run/${row.runId}` });
		await publishEvent(tx, {
			orgId: row.orgId,
			projectId: row.projectId,
			channel: `run/${row.runId}`,
			type: 'run.attempt',
			data: { number: row.number, state: input.outcome },
		});
	});
}
