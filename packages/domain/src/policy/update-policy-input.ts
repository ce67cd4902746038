import { z } from 'zod';
import { type PolicyDocumentInput, policyDocumentSchema } from './policy-document.ts';

const place = { org: z.string(), project: z.string(), environment: z.string() };
const reason = z.string().trim().max(1000, 'must be at most 1000 characters').default('');

/** Where a policy is: an environment of a project, by slugs and name. */
export const getPolicyInput = z.strictObject(place);
export type GetPolicyInput = z.output<typeof getPolicyInput>;

const edit = {
	/** The version it was edited from; refused when a newer one exists. */
	baseVersion: z.int('must be a whole number'),
	document: policyDocumentSchema,
	/** Why, for whoever has to approve it. */
	reason,
};
export const updatePolicyBody = z.strictObject(edit);
export const updatePolicyInput = z.strictObject({ ...place, ...edit });
export type UpdatePolicyInput = Omit<z.input<typeof updatePolicyInput>, 'document'> & { document: PolicyDocumentInput };

const proposalId = z.uuid('must be the id of a proposal');
const verdict = { verdict: z.enum(['approve', 'reject', 'withdraw'], 'must be approve, reject or withdraw'), reason };
export const decideProposalBody = z.strictObject(verdict);
export const decideProposalInput = z.strictObject({ ...place, proposal: proposalId, ...verdict });
export type DecideProposalInput = z.input<typeof decideProposalInput>;

/** A proposal of a project; of that environment, where one is named. */
export const getProposalInput = z.strictObject({ org: z.string(), project: z.string(), environment: z.string().optional(), proposal: proposalId });
export type GetProposalInput = z.input<typeof getProposalInput>;

const trial = {
	/** The document to try; the newest version where none is given. */
	document: policyDocumentSchema.optional(),
	/** How many of the newest changes. */
	limit: z.coerce.number('must be a number').int('must be a whole number').min(1, 'must be at least 1').max(200, 'must be at most 200').default(20),
};
export const replayPolicyBody = z.strictObject(trial);
export const replayPolicyInput = z.strictObject({ ...place, ...trial });
export type ReplayPolicyInput = Omit<z.input<typeof replayPolicyInput>, 'document'> & { document?: PolicyDocumentInput | undefined };
