export { defaultPolicy } from './default-policy.ts';
export { describePolicy } from './describe-policy.ts';
export { COMPARISON_GATES, gatesOf } from './gates-of.ts';
export { type PolicyDocument, policyDocumentSchema } from './policy-document.ts';
export { getPolicyInput, type GetPolicyInput, updatePolicyInput, type UpdatePolicyInput } from './update-policy-input.ts';
export { whyUnsatisfiable } from './why-unsatisfiable.ts';
