import { eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { dataset, datasetVersion, modelVersion, registeredModel } from '@interlock/db/tables';
import { canonicalManifest, type Manifest } from '@interlock/domain/change';
import { digestJson } from '@interlock/storage';
import type { PolicyVersion } from '../policy/index.ts';
import type { EndpointRow } from './load-change.ts';

export interface SubjectInput {
	modelVersionId: string;
	baseModelVersionId: string | null;
	holdoutDatasetVersionId: string;
	endpoint: EndpointRow;
	environment: string;
	policy: PolicyVersion;
}

/** The manifest of a revision and its digest, from the rows as they are now. Made when it is pushed and again when it is decided. */
export async function readSubject(tx: Tx, input: SubjectInput): Promise<{ manifest: Manifest; digest: string }> {
	const [head] = await tx
		.select({ v: modelVersion, model: registeredModel.name })
		.from(modelVersion)
		.innerJoin(registeredModel, eq(registeredModel.id, modelVersion.modelId))
		.where(eq(modelVersion.id, input.modelVersionId));
	const [heldOut] = await tx
		.select({ id: datasetVersion.id, name: dataset.name, version: datasetVersion.version, digest: datasetVersion.digest })
		.from(datasetVersion)
		.innerJoin(dataset, eq(dataset.id, datasetVersion.datasetId))
		.where(eq(datasetVersion.id, input.holdoutDatasetVersionId));
	if (!head || !heldOut) throw new Error(`the subject of a revision is gone: version ${input.modelVersionId}, held-out data ${input.holdoutDatasetVersionId}`);
	const { lineage } = head.v;
	const manifest = canonicalManifest({
		model: { name: head.model, version: head.v.version, modelVersionId: head.v.id, files: head.v.files },
		code: { template: lineage.template, digest: lineage.codeDigest },
		environment: { lockDigest: lineage.lockDigest },
		parameters: lineage.parameters,
		datasets: lineage.datasets,
		holdout: { datasetVersionId: heldOut.id, name: heldOut.name, version: heldOut.version, digest: heldOut.digest },
		target: { endpointId: input.endpoint.id, endpoint: input.endpoint.name, environment: input.environment, baseModelVersionId: input.baseModelVersionId },
		policy: { policyId: input.policy.id, version: input.policy.version, digest: input.policy.digest },
	});
	return { manifest, digest: digestJson(manifest) };
}
