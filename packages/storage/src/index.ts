export type { ArtifactStore, PutOptions, StoredBlob } from './artifact-store.ts';
export { canonicalJson, digestJson, sha256Hex } from './digest.ts';
export { createLocalArtifactStore } from './local-artifact-store.ts';
export { appendLeaves, leafHash, rootOf, spanHash, tileKey, type Tiles } from './merkle-tree.ts';
