export { getPolicy, type PolicyView } from './get-policy.ts';
export { currentPolicy, loadPolicyVersion, type PolicyVersion } from './load-policy.ts';
export { peopleOfOrg, poolOf } from './people-of-org.ts';
export { updatePolicy } from './update-policy.ts';
