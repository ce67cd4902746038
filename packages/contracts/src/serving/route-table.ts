import { z } from 'zod';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hex characters');

/** A file of a model version, by its path in the model's folder. */
export const servedFile = z.object({ path: z.string(), sha256, sizeBytes: z.number().int().nonnegative() });
export type ServedFile = z.infer<typeof servedFile>;

/** A model version that an endpoint serves. */
export const routeEntry = z.object({
	modelVersionId: z.string(),
	model: z.string(),
	version: z.number().int(),
	role: z.enum(['champion', 'candidate']),
	/** Share of sticky keys that the candidate answers, in percent; the champion answers the rest. */
	weight: z.number().min(0).max(100),
	/** Scored for every request and logged, never answered. */
	shadow: z.boolean(),
	/** Of the model's data files; the server recomputes it from the bytes before it loads them. */
	dataDigest: sha256,
	/** Of all its files, as the approved revision's manifest names them; the server recomputes it too. Absent for a version that no change brought here. */
	filesDigest: sha256.nullish(),
	files: z.array(servedFile),
	rolloutId: z.string().nullable(),
	stepKey: z.string().nullable(),
});
export type RouteEntry = z.infer<typeof routeEntry>;

export const servedEndpoint = z.object({
	endpointId: z.string(),
	orgId: z.string(),
	/** Slugs of the organization and the project, and the endpoint's name: its address. */
	org: z.string(),
	projectId: z.string(),
	project: z.string(),
	name: z.string(),
	environment: z.string(),
	entries: z.array(routeEntry),
});
export type ServedEndpoint = z.infer<typeof servedEndpoint>;

/** What checks a token without asking anybody. */
export const servedToken = z.object({
	keyId: z.string(),
	/** HMAC-SHA256 of the secret under the instance's pepper, hex. */
	secretHash: z.string(),
	orgId: z.string(),
	projectIds: z.array(z.string()).nullable(),
	scopes: z.array(z.string()),
	expiresAtMs: z.number().nullable(),
});
export type ServedToken = z.infer<typeof servedToken>;

/** Everything an inference server needs to answer; `seq` grows with each change of it. */
export const routeTable = z.object({
	seq: z.number().int().nonnegative(),
	endpoints: z.array(servedEndpoint),
	tokens: z.array(servedToken),
});
export type RouteTable = z.infer<typeof routeTable>;

export const MAX_ROUTE_REFUSALS = 100;
export const MAX_REFUSAL_REASON = 500;

/** A version that an inference server can't load: its endpoints go on with what they served there before. */
export const routeRefusal = z.object({
	modelVersionId: z.uuid(),
	/** What is wrong with which file. */
	reason: z.string().max(MAX_REFUSAL_REASON),
});
export type RouteRefusal = z.infer<typeof routeRefusal>;

/** An inference server serves everything up to this sequence, but for the versions it refuses: from now on its other weights count. */
export const routeAck = z.object({
	serverId: z.string().min(1).max(100),
	seq: z.number().int().nonnegative(),
	refusals: z.array(routeRefusal).max(MAX_ROUTE_REFUSALS).optional(),
});
export type RouteAck = z.infer<typeof routeAck>;
