export { type AuditEntry, chainInput, commitmentInput, GENESIS_HASH, type PersonalPart, tellEntry, type ToldEntry } from './entry.ts';
export { consistencySpans, HASH_BYTES, inclusionSpans, type Span, splitOf, TILE_WIDTH, type TileAddress, tilesOnPaths } from './tree-shape.ts';
export { hashLeaf, type Sha256, verifyConsistency, verifyInclusion } from './verify-proof.ts';
export { type Checkpoint, checkpointDue, checkpointText, originOf, readCheckpoint } from './checkpoint.ts';
export { type AuditFilter, auditFilter, FILTER_FIELDS, type FilterField, parseAuditFilter } from './filter.ts';
export { erasedLabel, erasePersonInput } from './erase-input.ts';
