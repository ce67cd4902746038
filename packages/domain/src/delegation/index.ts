export { type Acting, actingPeople, type Delegation } from './delegation.ts';
export { createDelegationBody, createDelegationInput, type CreateDelegationInput, endDelegationInput, type EndDelegationInput } from './delegation-input.ts';
