// Rules
// 1. A revision's manifest names everything that is proposed: each file of the model version, its code with every file of it, environment
//    lock and parameters, each dataset with the digest of its bytes, the endpoint and environment, the rollout plan, the policy.
// 2. It is written in one canonical form: lists sorted by what names their members, no time, no free text.
// 3. Its digest is the sha256 of its canonical JSON (RFC 8785). It is known when the revision is pushed and never changes afterwards.
// 4. What the revision is compared with, on which data, and what came out is no part of it but of the evaluation record: it is made anew
//    when the champion or the data moves. An approval binds to both (docs/decisions/0006-an-approval-binds-to-two-digests.md).

import type { RolloutPlan } from '../rollout/index.ts';

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
	/** Of the stored bytes; null for data that a client named and that isn't stored here. */
	sha256: string | null;
	sizeBytes: number | null;
}

export interface Manifest {
	v: 2;
	model: { name: string; version: number; modelVersionId: string; files: ManifestFile[] };
	/** `files`: the code archive; empty for a run that Interlock didn't train. */
	code: { template: string | null; digest: string | null; files: ManifestFile[] };
	environment: { lockDigest: string | null };
	parameters: Record<string, string>;
	datasets: ManifestDataset[];
	target: { endpointId: string; endpoint: string; environment: string };
	/** `rollBackTo`: always what the endpoint runs when the rollout starts; which one that is stands in the evaluation record. */
	rollout: { plan: RolloutPlan; rollBackTo: 'champion-at-start' };
	policy: { policyId: string; version: number; digest: string };
}

/** The manifest in its canonical order: the same facts give the same text, whatever order they were read in. */
export function canonicalManifest(facts: Omit<Manifest, 'v'>): Manifest {
	return {
		v: 2,
		model: { ...facts.model, files: canonicalFiles(facts.model.files) },
		code: { template: facts.code.template, digest: facts.code.digest, files: canonicalFiles(facts.code.files) },
		environment: { lockDigest: facts.environment.lockDigest },
		parameters: Object.fromEntries(Object.entries(facts.parameters).sort(by(([key]) => key))),
		datasets: facts.datasets
			.map(({ name, version, digest, role, sha256, sizeBytes }) => ({ name, version, digest, role, sha256, sizeBytes }))
			.sort(by((d) => `${d.role}\n${d.name}\n${d.digest}`)),
		target: facts.target,
		rollout: facts.rollout,
		policy: facts.policy,
	};
}

/** What differs between two manifests, as sentences that name the part; empty when they are the same. */
export function manifestDifferences(approved: Manifest, now: Manifest): string[] {
	if (approved.v !== now.v) return ['it was pushed in an earlier form of the manifest; push a new revision'];
	const parts: [string, unknown, unknown][] = [
		['the model', { ...approved.model, files: [] }, { ...now.model, files: [] }],
		['the code', { ...approved.code, files: [] }, { ...now.code, files: [] }],
		['the environment', approved.environment, now.environment],
		['the parameters', approved.parameters, now.parameters],
		['the target', approved.target, now.target],
		['the rollout plan', approved.rollout, now.rollout],
		['the policy', approved.policy, now.policy],
	];
	return [
		...fileDifferences(approved.model.files, now.model.files),
		...fileDifferences(approved.code.files, now.code.files).map((found) => `the code archive: ${found}`),
		...datasetDifferences(approved.datasets, now.datasets),
		...parts.flatMap(([name, a, b]) => (text(a) === text(b) ? [] : [`${name} changed`])),
	];
}

function fileDifferences(approved: readonly ManifestFile[], now: readonly ManifestFile[]): string[] {
	const found: string[] = [];
	const before = new Map(approved.map((file) => [file.path, file]));
	for (const file of now) {
		const old = before.get(file.path);
		if (!old) found.push(`${file.path} was added`);
		else if (old.sha256 !== file.sha256 || old.sizeBytes !== file.sizeBytes) found.push(`${file.path} has other bytes`);
		before.delete(file.path);
	}
	return [...found, ...[...before.keys()].map((path) => `${path} is missing`)];
}

function datasetDifferences(approved: readonly ManifestDataset[], now: readonly ManifestDataset[]): string[] {
	const nameOf = (d: ManifestDataset) => `dataset ${d.name}${d.version === null ? '' : ` version ${d.version}`} (${d.role || 'no role'})`;
	const before = new Map(approved.map((d) => [nameOf(d), text(d)]));
	const after = new Map(now.map((d) => [nameOf(d), text(d)]));
	return [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name) !== after.get(name)).map((name) => `${name} changed`);
}

function canonicalFiles(files: readonly ManifestFile[]): ManifestFile[] {
	return files.map(({ path, sha256, sizeBytes }) => ({ path, sha256, sizeBytes })).sort(by((file) => file.path));
}

function by<T>(key: (item: T) => string): (a: T, b: T) => number {
	return (a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0);
}

function text(value: unknown): string {
	return JSON.stringify(sorted(value));
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
