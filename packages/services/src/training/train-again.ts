import { eq, inArray } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { datasetVersion, run, training } from '@interlock/db/tables';
import { filesManifest } from '@interlock/domain/model';
import { digestJson } from '@interlock/storage';
import { authorize, type ServiceContext } from '../access/index.ts';
import { type Recipe, type StartedRun, writeTraining } from './write-training.ts';

/** Names the run that a run trains again, 32 hex. */
const REPRODUCES_TAG = 'interlock.reproduces';

type TrainedAgain = { started: StartedRun } | { why: 'not-trained-here' } | { why: 'inputs-gone'; what: string[] };

/**
 * Starts a run that does a training again from what it recorded: the same stored code, lock, parameters, dataset versions and number of threads. It may
 * register no model version: it is evidence, not a candidate. What is missing is said instead; then nothing is written.
 */
export async function trainAgain(tx: Tx, ctx: ServiceContext, wanted: { runId: string; because: Record<string, string> }): Promise<TrainedAgain> {
	const [first] = await tx.select({ t: training, r: run }).from(training).innerJoin(run, eq(run.id, training.runId)).where(eq(training.runId, wanted.runId));
	if (!first) return { why: 'not-trained-here' };
	authorize(ctx, 'run:start', first.t, { kind: 'run', id: first.r.id, name: first.r.name });
	const what = await missingInputs(tx, ctx, first.t);
	if (what.length > 0) return { why: 'inputs-gone', what };
	const { orgId, projectId, template, codeDigest, lockDigest, files, parameters, datasets, maxRuntimeMs, threads } = first.t;
	const firstRunId = first.r.id.replaceAll('-', '');
	const started = await writeTraining(tx, ctx, {
		...{ orgId, projectId, template, codeDigest, lockDigest, files, parameters, datasets, maxRuntimeMs, threads },
		modelName: null,
		experimentId: first.r.experimentId,
		name: `${first.r.name.slice(0, 180)} again`,
		tags: { [REPRODUCES_TAG]: firstRunId },
		because: { reproduces: firstRunId, ...wanted.because },
	});
	return { started };
}

/** What of a training isn't stored any more, by name. */
async function missingInputs(tx: Tx, ctx: ServiceContext, recipe: Recipe): Promise<string[]> {
	const stored = async (sha256: string) => ctx.storage.has(recipe.orgId, sha256);
	const missing: string[] = [];
	for (const { path, sha256 } of recipe.files) if (!(await stored(sha256))) missing.push(`${recipe.template}/${path}`);
	if (digestJson(filesManifest(recipe.files)) !== recipe.codeDigest) missing.push(`the code with the digest ${recipe.codeDigest.slice(0, 12)}`);
	const ids = recipe.datasets.map((d) => d.datasetVersionId);
	const rows =
		ids.length > 0 ? await tx.select({ id: datasetVersion.id, sha256: datasetVersion.sha256 }).from(datasetVersion).where(inArray(datasetVersion.id, ids)) : [];
	for (const { datasetVersionId, name, version } of recipe.datasets) {
		const row = rows.find(({ id }) => id === datasetVersionId);
		if (!row || !(await stored(row.sha256))) missing.push(`${name} v${version}`);
	}
	return missing;
}
