import { createHash } from 'node:crypto';
import { dataManifest, filesManifest, type ModelFile } from '@interlock/domain/model';

/**
 * Digest of what a model computes with: sha256 of the canonical JSON (RFC 8785) of its data manifest. The manifest's keys stand in
 * canonical order, so JSON.stringify spells the canonical form.
 */
export function dataDigest(files: readonly ModelFile[]): string {
	return createHash('sha256')
		.update(JSON.stringify(dataManifest(files)))
		.digest('hex');
}

/** Digest of a whole version, spelled the same way over all its files: what a revision's manifest names and an approval binds. */
export function filesDigest(files: readonly ModelFile[]): string {
	return createHash('sha256')
		.update(JSON.stringify(filesManifest(files)))
		.digest('hex');
}
