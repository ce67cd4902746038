import { eq, inArray } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { datasetVersion, type Lineage, runParam, training } from '@interlock/db/tables';
import { inputsOf } from '../run/index.ts';

const CONTEXT_TAG = 'mlflow.data.context';

/**
 * Where a version made of this run comes from: of a training its template, digests, parameters and dataset versions as given; beside them what the
 * run itself says it used. Datasets the run names that aren't ours keep name and digest only.
 */
export async function readLineage(tx: Tx, runId: string | null): Promise<Lineage> {
	if (!runId) return { runId: null, template: null, codeDigest: null, lockDigest: null, datasets: [], parameters: {} };
	const [trained] = await tx.select().from(training).where(eq(training.runId, runId));
	const given = trained?.datasets ?? [];
	const inputs = await inputsOf(tx, runId);
	const ids = [...given.map((d) => d.datasetVersionId), ...inputs.flatMap((input) => input.datasetVersionId ?? [])];
	const known =
		ids.length > 0
			? await tx
					.select({ id: datasetVersion.id, version: datasetVersion.version, digest: datasetVersion.digest })
					.from(datasetVersion)
					.where(inArray(datasetVersion.id, ids))
			: [];
	const ours = new Map(known.map((version) => [version.id, version]));
	const datasets: Lineage['datasets'] = given.map((d) => ({
		datasetVersionId: d.datasetVersionId,
		name: d.name,
		version: d.version,
		digest: ours.get(d.datasetVersionId)?.digest ?? '',
		role: d.role,
	}));
	for (const input of inputs) {
		const version = input.datasetVersionId ? ours.get(input.datasetVersionId) : undefined;
		if (version && datasets.some((d) => d.datasetVersionId === version.id)) continue;
		datasets.push({
			datasetVersionId: version?.id ?? null,
			name: input.name,
			version: version?.version ?? null,
			digest: version?.digest ?? input.digest,
			role: input.tags[CONTEXT_TAG] ?? '',
		});
	}
	const params = trained
		? []
		: await tx.select({ key: runParam.key, value: runParam.value }).from(runParam).where(eq(runParam.runId, runId)).orderBy(runParam.key);
	return {
		runId,
		template: trained?.template ?? null,
		codeDigest: trained?.codeDigest ?? null,
		lockDigest: trained?.lockDigest ?? null,
		datasets,
		parameters: trained?.parameters ?? Object.fromEntries(params.map((param) => [param.key, param.value])),
	};
}
