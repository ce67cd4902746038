// Rules
// 1. A revision's manifest names everything an approval is about: each file of the model version, its code, environment lock and
//    parameters, each dataset, the held-out data, the endpoint and the version it runs, the policy.
// 2. It is written in one canonical form: lists sorted by what names their members, no time, no free text.
// 3. Its digest is the sha256 of its canonical JSON; approvals bind to that digest and to nothing else.

export interface ManifestFile {
	path: string;
	sha256: string;
	sizeBytes: number;
}

export interface ManifestDataset {
	name: string;
	version: number | null;
	digest: string;
	role: string;
}

export interface Manifest {
	v: 1;
	model: { name: string; version: number; modelVersionId: string; files: ManifestFile[] };
	code: { template: string | null; digest: string | null };
	environment: { lockDigest: string | null };
	parameters: Record<string, string>;
	datasets: ManifestDataset[];
	holdout: { datasetVersionId: string; name: string; version: number; digest: string };
	target: { endpointId: string; endpoint: string; environment: string; baseModelVersionId: string | null };
	policy: { policyId: string; version: number; digest: string };
}

/** The manifest in its canonical order: the same facts give the same text, whatever order they were read in. */
export function canonicalManifest(facts: Omit<Manifest, 'v'>): Manifest {
	return {
		v: 1,
		model: { ...facts.model, files: facts.model.files.map(({ path, sha256, sizeBytes }) => ({ path, sha256, sizeBytes })).sort(by((f) => f.path)) },
		code: { template: facts.code.template, digest: facts.code.digest },
		environment: { lockDigest: facts.environment.lockDigest },
		parameters: Object.fromEntries(Object.entries(facts.parameters).sort(by(([key]) => key))),
		datasets: facts.datasets.map(({ name, version, digest, role }) => ({ name, version, digest, role })).sort(by((d) => `${d.role}\n${d.name}\n${d.digest}`)),
		holdout: facts.holdout,
		target: facts.target,
		policy: facts.policy,
	};
}

/** What differs between two manifests, as sentences that name the part; empty when they are the same. */
export function manifestDifferences(approved: Manifest, now: Manifest): string[] {
	const found: string[] = [];
	const before = new Map(approved.model.files.map((file) => [file.path, file]));
	for (const file of now.model.files) {
		const old = before.get(file.path);
		if (!old) found.push(`${file.path} was added`);
		else if (old.sha256 !== file.sha256) found.push(`${file.path} has other bytes`);
		before.delete(file.path);
	}
	for (const path of before.keys()) found.push(`${path} is missing`);
	const parts: [string, unknown, unknown][] = [
		['the code', approved.code, now.code],
		['the environment', approved.environment, now.environment],
		['the parameters', approved.parameters, now.parameters],
		['the datasets', approved.datasets, now.datasets],
		['the held-out data', approved.holdout, now.holdout],
		['the target', approved.target, now.target],
		['the policy', approved.policy, now.policy],
	];
	for (const [name, a, b] of parts) if (JSON.stringify(sorted(a)) !== JSON.stringify(sorted(b))) found.push(`${name} changed`);
	return found;
}

function by<T>(key: (item: T) => string): (a: T, b: T) => number {
	return (a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0);
}

function sorted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sorted);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value)
			.sort(by(([key]) => key))
			.map(([key, part]) => [key, sorted(part)]),
	);
}
