export { countRefusals } from './count-refusals.ts';
export { getChainState } from './get-chain-state.ts';
export { type AuditRowView, listAudit, type ListAuditInput } from './list-audit.ts';
export { type AuditInput, recordAudit } from './record-audit.ts';
export { sealEntries } from './seal-entries.ts';
export { type ChainState, verifyChain } from './verify-chain.ts';
