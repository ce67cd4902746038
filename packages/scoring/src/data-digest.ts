import { createHash } from 'node:crypto';

export interface ModelFile {
	/** Path inside the model's folder, with forward slashes. */
	path: string;
	/** 64 lower-case hex characters. */
	sha256: string;
	sizeBytes: number;
}

/** What MLflow writes beside the data: it holds times, ids and environments, so two builds of the same data differ in it. */
const NOT_DATA = new Set([
	'MLmodel',
	'conda.yaml',
	'python_env.yaml',
	'requirements.txt',
	'registered_model_meta',
	'input_example.json',
	'serving_input_example.json',
]);

/** True for a file that belongs to the model's data and so to its digest. */
export function isDataFile(path: string): boolean {
	return !NOT_DATA.has(path);
}

/**
 * Digest of what a model computes with: sha256 of the canonical JSON (RFC 8785) of its data files' `{path, sha256, sizeBytes}`, sorted by path
 * (UTF-16 code units). The keys stand in canonical order below, so JSON.stringify spells the canonical form.
 */
export function dataDigest(files: readonly ModelFile[]): string {
	const data = files.filter((file) => isDataFile(file.path)).map(({ path, sha256, sizeBytes }) => ({ path, sha256, sizeBytes }));
	data.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
	return createHash('sha256').update(JSON.stringify(data)).digest('hex');
}
