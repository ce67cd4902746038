import { z } from 'zod';
import { LONGEST_DELEGATION_MS } from './delegation.ts';

const time = z.int('must be a time in milliseconds').min(0, 'must be a time in milliseconds');

const fields = {
	to: z.uuid('must be a person id'),
	fromMs: time,
	untilMs: time,
	/** Slug of one project; absent: everywhere in the organization. */
	project: z.string().optional(),
	/** Name of one environment of that project. */
	environment: z.string().optional(),
	reason: z.string().trim().max(200, 'must be at most 200 characters').default(''),
};
const lasts = ({ fromMs, untilMs }: { fromMs: number; untilMs: number }) => untilMs > fromMs;
const isShort = ({ fromMs, untilMs }: { fromMs: number; untilMs: number }) => untilMs - fromMs <= LONGEST_DELEGATION_MS;
const namesProject = ({ project, environment }: { project?: string; environment?: string }) => environment === undefined || project !== undefined;

/** Lets another person vote for the caller from one time to another, at most 30 days. */
export const createDelegationBody = z
	.strictObject(fields)
	.refine(lasts, { path: ['untilMs'], message: 'must be after its beginning' })
	.refine(isShort, { path: ['untilMs'], message: 'must be at most 30 days after its beginning' })
	.refine(namesProject, { path: ['environment'], message: 'needs a project' });
export const createDelegationInput = z
	.strictObject({ org: z.string(), ...fields })
	.refine(lasts, { path: ['untilMs'], message: 'must be after its beginning' })
	.refine(isShort, { path: ['untilMs'], message: 'must be at most 30 days after its beginning' })
	.refine(namesProject, { path: ['environment'], message: 'needs a project' });
export type CreateDelegationInput = z.input<typeof createDelegationInput>;

export const endDelegationInput = z.strictObject({ org: z.string(), id: z.uuid('must be a delegation id') });
export type EndDelegationInput = z.input<typeof endDelegationInput>;
