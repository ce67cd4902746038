import { z } from 'zod';
import { type PolicyDocumentInput, policyDocumentSchema } from './policy-document.ts';

const place = { org: z.string(), project: z.string(), environment: z.string() };

/** Where a policy is: an environment of a project, by slugs and name. */
export const getPolicyInput = z.strictObject(place);
export type GetPolicyInput = z.output<typeof getPolicyInput>;

/** A new version of an environment's policy. `baseVersion`: the version it was edited from; refused when a newer one exists. */
export const updatePolicyInput = z.strictObject({ ...place, baseVersion: z.int(), document: policyDocumentSchema });
export type UpdatePolicyInput = Omit<z.input<typeof updatePolicyInput>, 'document'> & { document: PolicyDocumentInput };
