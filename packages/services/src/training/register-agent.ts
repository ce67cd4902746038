import type { AgentRegistration, AgentTerms } from '@interlock/contracts/agent';
import { agent } from '@interlock/db/tables';
import { LEASE_RENEW_MS, LEASE_TTL_MS } from '@interlock/domain/training';
import { type ServiceContext, transact } from '../access/index.ts';
import { requireAgent } from './require-agent.ts';

/** Writes what an agent says of its host and answers the terms of a lease. */
export async function registerAgent(ctx: ServiceContext, input: AgentRegistration): Promise<AgentTerms> {
	return transact(ctx, async (tx) => {
		requireAgent(ctx);
		const { agentId, ...host } = input;
		const row = { ...host, lastSeenAt: ctx.now() };
		await tx
			.insert(agent)
			.values({ id: agentId, ...row })
			.onConflictDoUpdate({ target: agent.id, set: row });
		return { leaseTtlMs: LEASE_TTL_MS, renewEveryMs: LEASE_RENEW_MS };
	});
}
