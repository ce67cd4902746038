import type { LeaseRenewal, RenewedLease } from '@interlock/contracts/agent';
import { agent, apiToken, attempt, training } from '@interlock/db/tables';
import { LEASE_TTL_MS } from '@interlock/domain/training';
import { and, eq, isNull, sql } from 'drizzle-orm';
import { type ServiceContext, transact } from '../access/index.ts';
import { publishEvent } from '../event/index.ts';
import { lockLeasedAttempt, requireAgent } from './require-agent.ts';

const RUN_TOKEN_MS = 3_600_000;

/** Prolongs a lease and the run token with it; tells whether the run is to be cancelled. `conflict` when the lease is another's now. */
export async function renewLease(ctx: ServiceContext, attemptId: string, input: LeaseRenewal): Promise<RenewedLease> {
	return transact(ctx, async (tx) => {
		requireAgent(ctx);
		const row = await lockLeasedAttempt(tx, attemptId, input.leaseToken);
		const now = ctx.now().getTime();
		const leaseExpiresAtMs = now + LEASE_TTL_MS;
		const spawnedNow = input.pid !== null && input.pid !== row.pid;
		await tx
			.update(attempt)
			.set({
				leaseExpiresAt: new Date(leaseExpiresAtMs),
				phase: input.phase,
				state: input.pid === null ? row.state : 'running',
				pid: input.pid ?? row.pid,
				...(spawnedNow ? { spawned: sql`${attempt.spawned} + 1` } : {}),
			})
			.where(eq(attempt.id, row.id));
		await tx
			.update(apiToken)
			.set({ expiresAt: new Date(now + RUN_TOKEN_MS) })
			.where(and(eq(apiToken.runId, row.runId), isNull(apiToken.revokedAt)));
		if (row.agentId)
			await tx
				.update(agent)
				.set({ lastSeenAt: new Date(now) })
				.where(eq(agent.id, row.agentId));
		if (spawnedNow || input.phase !== row.phase) {
			await publishEvent(tx, {
				orgId: row.orgId,
				projectId: row.projectId,
				channel: `run/${row.runId}`,
				type: 'run.attempt',
				data: { number: row.number, phase: input.phase, pid: input.pid },
			});
		}
		const [of] = await tx.select({ cancel: training.cancelRequestedAt }).from(training).where(eq(training.runId, row.runId));
		return { leaseExpiresAtMs, cancel: of?.cancel != null };
	});
}
