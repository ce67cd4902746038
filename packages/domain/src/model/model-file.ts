/** A file of a model's folder. */
export interface ModelFile {
	/** Path inside the folder, with forward slashes. */
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

/** The list a digest is taken of: `{path, sha256, sizeBytes}` sorted by path (UTF-16 code units). Its canonical JSON's sha256 is what approvals bind. */
export function filesManifest(files: readonly ModelFile[]): ModelFile[] {
	return files.map(({ path, sha256, sizeBytes }) => ({ path, sha256, sizeBytes })).sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

/** The same list without what MLflow writes beside the data: what a rebuild is compared by and an inference server recomputes. */
export function dataManifest(files: readonly ModelFile[]): ModelFile[] {
	return filesManifest(files.filter((file) => !NOT_DATA.has(file.path)));
}
