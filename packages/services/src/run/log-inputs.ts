import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { dataset, datasetVersion, runInput, runModelInput } from '@interlock/db/tables';
import { parseInput } from '@interlock/domain/error';
import { logInputsInput, type LogInputsInput } from '@interlock/domain/run';
import { type ServiceContext, transact } from '../access/index.ts';
import { knownLoggedModels } from './known-logged-models.ts';
import { recordIfEnded } from './log-batch.ts';
import { checkRunActive, loadRun } from './load-run.ts';
import { publishRunChanged } from './publish-run-changed.ts';

/** Notes the datasets and models a run used. Name and digest that are one of our dataset versions' are tied to it. Telemetry. */
export async function logInputs(ctx: ServiceContext, input: LogInputsInput): Promise<void> {
	const wanted = parseInput(logInputsInput, input);
	await transact(ctx, async (tx) => {
		const loaded = await loadRun(tx, ctx, wanted, wanted.runId, { permission: 'run:write', access: 'write' });
		const { run, project } = loaded;
		checkRunActive(run);
		const known = await knownVersions(
			tx,
			project.id,
			wanted.datasets.map((d) => d.name),
		);
		const rows = wanted.datasets.map((d) => ({
			runId: run.id,
			name: d.name,
			digest: d.digest,
			sourceType: d.sourceType,
			source: d.source,
			schema: d.schema ?? null,
			profile: d.profile ?? null,
			tags: Object.fromEntries(d.tags.map((tag) => [tag.key, tag.value])),
			datasetVersionId: known.get(`${d.name}\n${d.digest}`) ?? null,
		}));
		if (rows.length > 0) await tx.insert(runInput).values(rows).onConflictDoNothing();
		const modelIds = await knownLoggedModels(tx, ctx, project.id, wanted.modelIds);
		if (modelIds.length > 0)
			await tx
				.insert(runModelInput)
				.values(modelIds.map((loggedModelId) => ({ runId: run.id, loggedModelId })))
				.onConflictDoNothing();
		await publishRunChanged(tx, run, ['inputs']);
		await recordIfEnded(tx, ctx, loaded, { inputs: rows.length + wanted.modelIds.length });
	});
}

/** `name\n<first 32 hex of the digest>` -> dataset version id, of the project's datasets with these names. */
async function knownVersions(tx: Tx, projectId: string, names: readonly string[]): Promise<Map<string, string>> {
	if (names.length === 0) return new Map();
	const rows = await tx
		.select({ id: datasetVersion.id, name: dataset.name, digest: sql<string>`left(${datasetVersion.digest}, 32)` })
		.from(datasetVersion)
		.innerJoin(dataset, eq(dataset.id, datasetVersion.datasetId))
		.where(and(eq(datasetVersion.projectId, projectId), inArray(dataset.name, [...names])));
	return new Map(rows.map((row) => [`${row.name}\n${row.digest}`, row.id]));
}
