import { z } from 'zod';

/** A GPU as `nvidia-smi` names it; the uuid is what a training is bound by. */
export const agentDevice = z.object({
	kind: z.literal('gpu'),
	uuid: z.string(),
	name: z.string(),
	memoryBytes: z.number().int().nonnegative(),
});
export type AgentDevice = z.infer<typeof agentDevice>;

/** How a training is kept apart from the host: not at all, by another account, or by bubblewrap (under another account where the agent is root). */
export const agentIsolation = z.enum(['none', 'uid', 'bubblewrap']);
export type AgentIsolation = z.infer<typeof agentIsolation>;

/** POST /api/v1/agent/register; repeated at each start of the agent, with the same id. */
export const agentRegistration = z.object({
	agentId: z.string().min(1).max(100),
	name: z.string().min(1).max(200),
	/** Changes when the host boots: pids of another boot mean nothing. */
	bootId: z.string().min(1).max(100),
	devices: z.array(agentDevice).max(64),
	isolation: agentIsolation,
	/** How many trainings it runs at once. */
	slots: z.number().int().min(1).max(256),
	/** Threads that a training gets unless its run says another number. */
	threadsPerSlot: z.number().int().min(1).max(1024).optional(),
});
export type AgentRegistration = z.infer<typeof agentRegistration>;

export const agentTerms = z.object({ leaseTtlMs: z.number().int().positive(), renewEveryMs: z.number().int().positive() });
export type AgentTerms = z.infer<typeof agentTerms>;
