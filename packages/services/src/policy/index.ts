export { decideProposal, type DecidedProposal } from './decide-proposal.ts';
export { getPolicy, type PolicyView } from './get-policy.ts';
export { getProposal, type ProposalDetail, type ProposalEvent } from './get-proposal.ts';
export { currentPolicy, loadEnvironment, loadPolicyVersion, newestPolicies, policiesOf, type PolicyVersion, policyVersionsOf } from './load-policy.ts';
export { loadProposal } from './load-proposal.ts';
export { peopleOfOrg, poolOf } from './people-of-org.ts';
export { proposalsThatWait } from './proposals-that-wait.ts';
export type { ProposalView } from './list-proposals.ts';
export { updatePolicy, type UpdatedPolicy } from './update-policy.ts';
