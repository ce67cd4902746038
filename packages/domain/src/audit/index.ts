export { type AuditEntry, chainInput, commitmentInput, GENESIS_HASH, type PersonalPart, tellEntry, type ToldEntry } from './entry.ts';
export { consistencySpans, HASH_BYTES, inclusionSpans, type Span, splitOf, TILE_WIDTH, type TileAddress, tilesOnPaths } from './tree-shape.ts';
export { type Sha256, verifyConsistency, verifyInclusion } from './verify-proof.ts';
export { type Checkpoint, checkpointDue, checkpointText, originOf } from './checkpoint.ts';
