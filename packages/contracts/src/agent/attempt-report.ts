import { z } from 'zod';

const leaseToken = z.number().int().nonnegative();

export const attemptPhase = z.enum(['environment', 'data', 'training']);
export type AttemptPhase = z.infer<typeof attemptPhase>;

/** POST /api/v1/agent/attempts/{id}/renew. 409 = the lease is another's now: stop the process. */
export const leaseRenewal = z.object({
	leaseToken,
	phase: attemptPhase,
	/** Process id of the training itself, once it was spawned. */
	pid: z.number().int().positive().nullable(),
});
export type LeaseRenewal = z.infer<typeof leaseRenewal>;

export const renewedLease = z.object({ leaseExpiresAtMs: z.number().int(), cancel: z.boolean() });
export type RenewedLease = z.infer<typeof renewedLease>;

export const MAX_LOG_CHUNK_CHARACTERS = 65_536;

/** POST /api/v1/agent/attempts/{id}/logs. A chunk that is sent again has the same offset and the same text. */
export const logChunk = z.object({
	leaseToken,
	stream: z.enum(['stdout', 'stderr']),
	/** Where the chunk begins in the attempt's stream, in bytes of the file on the host. */
	offset: z.number().int().nonnegative(),
	text: z.string().min(1).max(MAX_LOG_CHUNK_CHARACTERS),
});
export type LogChunk = z.infer<typeof logChunk>;

export const attemptOutcome = z.enum(['succeeded', 'failed', 'cancelled', 'lost']);
export type AttemptOutcome = z.infer<typeof attemptOutcome>;

/** POST /api/v1/agent/attempts/{id}/finish, sent again until it is taken. `lost` = not the user's fault: another attempt may follow. */
export const attemptFinish = z.object({
	leaseToken,
	outcome: attemptOutcome,
	exitCode: z.number().int().nullable(),
	/** One sentence for people. */
	reason: z.string().max(2000),
});
export type AttemptFinish = z.infer<typeof attemptFinish>;
