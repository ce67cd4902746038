export { getPolicy, type PolicyView } from './get-policy.ts';
export { currentPolicy, loadPolicyVersion, type PolicyVersion } from './load-policy.ts';
export { peopleWithRole, type PersonWithRole } from './people-with-role.ts';
export { updatePolicy } from './update-policy.ts';
