export { type AuditEntry, chainInput, GENESIS_HASH } from './entry.ts';
