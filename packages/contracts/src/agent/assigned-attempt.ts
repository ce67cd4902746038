import { z } from 'zod';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hex characters');
const sizeBytes = z.number().int().nonnegative();

/** POST /api/v1/agent/work: asks for one attempt, waiting up to `waitMs` for it. */
export const workRequest = z.object({
	agentId: z.string().min(1).max(100),
	freeSlots: z.number().int().min(0).max(256),
	waitMs: z.number().int().min(0).max(30_000),
});
export type WorkRequest = z.infer<typeof workRequest>;

/** A file of a template, by its path inside the template's folder. */
export const templateFile = z.object({ path: z.string().min(1), sha256, sizeBytes });

/** A dataset version that a training may read. */
export const assignedDataset = z.object({
	name: z.string(),
	version: z.number().int().positive(),
	/** Digest of the dataset version's manifest; the file's own is `sha256`. */
	digest: z.string(),
	format: z.enum(['parquet', 'csv']),
	sha256,
	sizeBytes,
	role: z.enum(['train', 'holdout']),
});
export type AssignedDataset = z.infer<typeof assignedDataset>;

/** One attempt of a run, leased to an agent: all it needs to execute it. */
export const assignedAttempt = z.object({
	/** uuid; names the attempt's folder on the host. */
	id: z.uuid(),
	/** 32 hex. */
	runId: z.string().regex(/^[0-9a-f]{32}$/),
	number: z.number().int().positive(),
	/** Fencing token: grows with each lease; a lower one is refused. */
	leaseToken: z.number().int().nonnegative(),
	org: z.string(),
	project: z.string(),
	/** A secret: may write its own run and nothing else. */
	runToken: z.string(),
	trackingUri: z.url(),
	experimentId: z.string(),
	template: z.object({ name: z.string(), digest: sha256, files: z.array(templateFile).max(1000) }),
	entryPoint: z.string(),
	parameters: z.record(z.string(), z.string()),
	datasets: z.array(assignedDataset).max(1000),
	/** sha256 of the template's requirements.txt. */
	lockDigest: sha256,
	modelName: z.string().nullable(),
	maxRuntimeMs: z.number().int().positive(),
	/** Threads it is trained with; absent: as many as the agent gives. Sums in another order may give other bytes. */
	threads: z.number().int().positive().optional(),
});
export type AssignedAttempt = z.infer<typeof assignedAttempt>;

export const assignedWork = z.object({ attempt: assignedAttempt });
