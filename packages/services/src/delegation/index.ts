export { createDelegation } from './create-delegation.ts';
export { delegationsOf, isFor } from './delegations-of.ts';
export { endDelegation } from './end-delegation.ts';
export { type DelegationView, listDelegations } from './list-delegations.ts';
