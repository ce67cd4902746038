import { z } from 'zod';

const name = z
	.string()
	.max(100, 'must be at most 100 characters')
	.regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must be plain text');

/** Where an endpoint is: organization slug, project slug, endpoint name. */
export const endpointPlaceInput = z.object({ org: name, project: name, endpoint: name });
export type EndpointPlace = z.input<typeof endpointPlaceInput>;

const reason = z.string().trim().min(3, 'must say why, in at least 3 characters').max(500, 'must be at most 500 characters');

const version = z.int('must be a whole number').min(1, 'must be at least 1').optional();

/**
 * A request that becomes history needs a reason. `version`: the one to take back, as the caller saw it; refused when another serves meanwhile.
 * `to`: the one to go back to, by default the one before.
 */
export const requestRollbackInput = endpointPlaceInput.extend({ reason, version, to: version });
export type RequestRollbackInput = z.input<typeof requestRollbackInput>;

/** Pause, resume or promote the open rollout; only promoting past the evidence needs a reason. */
export const operateRolloutInput = endpointPlaceInput.extend({ reason: reason.optional() });
export const promoteRolloutInput = endpointPlaceInput.extend({ reason });
export type OperateRolloutInput = z.input<typeof operateRolloutInput>;
export type PromoteRolloutInput = z.input<typeof promoteRolloutInput>;
