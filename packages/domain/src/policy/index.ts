export { type Approver, type Asked, assignVotes } from './assign-votes.ts';
export type { BreakGlassPolicy } from './break-glass-policy.ts';
export { coversGate } from './covers-gate.ts';
export { defaultPolicy } from './default-policy.ts';
export { formatInstant } from './describe-time.ts';
export { describePolicy } from './describe-policy.ts';
export { type Freeze, freezeAt } from './freeze-policy.ts';
export { diffPolicies, type PolicyDiff } from './diff-policies.ts';
export { COMPARISON_GATES, gatesOf } from './gates-of.ts';
export { type PolicyDocument, type PolicyDocumentInput, policyDocumentSchema } from './policy-document.ts';
export { couldBeAsked, groupsNamed, isAsked, type Standing } from './pool.ts';
export { type ChangeFacts, parsePredicate, UNKNOWN_FACTS } from './predicate/index.ts';
export { type Requirement, whetherApplies } from './requirement.ts';
export { type RiskTier, riskTierOf } from './risk-policy.ts';
export { groupNameSchema, oneOf, parseSelector, peopleOf, standingOf } from './selector.ts';
export {
	decideProposalBody,
	type DecideProposalInput,
	decideProposalInput,
	getPolicyInput,
	type GetPolicyInput,
	getProposalInput,
	type GetProposalInput,
	replayPolicyBody,
	type ReplayPolicyInput,
	replayPolicyInput,
	updatePolicyBody,
	updatePolicyInput,
	type UpdatePolicyInput,
} from './update-policy-input.ts';
export { type Circumstances, type PolicyPerson, type Unsatisfiable, whyUnsatisfiable } from './why-unsatisfiable.ts';
export { DIFF_TABS, type DiffTab } from './opened-diffs-policy.ts';
