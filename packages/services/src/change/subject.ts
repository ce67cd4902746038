import { eq, inArray } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { datasetVersion, type Lineage, modelVersion, policy, registeredModel, training } from '@interlock/db/tables';
import { canonicalManifest, type Manifest, type ManifestDataset, type ManifestFile } from '@interlock/domain/change';
import { digestJson } from '@interlock/storage';
import type { PolicyVersion } from '../policy/index.ts';
import type { EndpointRow } from './load-change.ts';

export interface SubjectInput {
	modelVersionId: string;
	endpoint: EndpointRow;
	environment: string;
	policy: PolicyVersion;
}

/**
 * The manifest of a revision and its digest, from the rows as they are now. Made when it is pushed, and again when it is approved and when
 * it rolls out. The policy's digest is taken of its stored document, not read from its row.
 */
export async function readSubject(tx: Tx, input: SubjectInput): Promise<{ manifest: Manifest; digest: string }> {
	const [head] = await tx
		.select({ v: modelVersion, model: registeredModel.name })
		.from(modelVersion)
		.innerJoin(registeredModel, eq(registeredModel.id, modelVersion.modelId))
		.where(eq(modelVersion.id, input.modelVersionId));
	const [bound] = await tx.select({ document: policy.document }).from(policy).where(eq(policy.id, input.policy.id));
	if (!head || !bound) throw new Error(`the subject of a revision is gone: version ${input.modelVersionId}, policy ${input.policy.id}`);
	const { lineage } = head.v;
	const manifest = canonicalManifest({
		model: { name: head.model, version: head.v.version, modelVersionId: head.v.id, files: head.v.files },
		code: { template: lineage.template, digest: lineage.codeDigest, files: await codeFiles(tx, head.v.runId) },
		environment: { lockDigest: lineage.lockDigest },
		parameters: lineage.parameters,
		datasets: await storedDatasets(tx, lineage.datasets),
		target: { endpointId: input.endpoint.id, endpoint: input.endpoint.name, environment: input.environment },
		rollout: { plan: input.policy.document.rolloutPlan, rollBackTo: 'champion-at-start' },
		policy: { policyId: input.policy.id, version: input.policy.version, digest: digestJson(bound.document) },
	});
	return { manifest, digest: digestJson(manifest) };
}

/** The code archive of the training that made a version; empty when Interlock didn't train it. */
async function codeFiles(tx: Tx, runId: string | null): Promise<ManifestFile[]> {
	if (!runId) return [];
	const [trained] = await tx.select({ files: training.files }).from(training).where(eq(training.runId, runId));
	return trained?.files ?? [];
}

async function storedDatasets(tx: Tx, named: Lineage['datasets']): Promise<ManifestDataset[]> {
	const ids = named.flatMap((d) => d.datasetVersionId ?? []);
	const rows = ids.length > 0 ? await tx.select().from(datasetVersion).where(inArray(datasetVersion.id, ids)) : [];
	return named.map(({ name, version, digest, role, datasetVersionId }) => {
		const row = rows.find((found) => found.id === datasetVersionId);
		return { name, version, digest, role, sha256: row?.sha256 ?? null, sizeBytes: row?.sizeBytes ?? null };
	});
}
