export type { ArtifactStore, PutOptions, StoredBlob } from './artifact-store.ts';
export { canonicalJson, digestJson, sha256Hex } from './digest.ts';
export { createLocalArtifactStore } from './local-artifact-store.ts';
export { appendLeaves, leafHash, rootOf, spanHash, tileKey, type Tiles } from './merkle-tree.ts';
export type { ObjectStore } from './object-store.ts';
export { createS3ObjectStore, type S3Keys } from './s3-object-store.ts';
export { parseS3Place, type S3Place } from './s3-place.ts';
