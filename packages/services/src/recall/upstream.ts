import { and, eq, inArray } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { loggedModel, modelVersion, run, runInput, runModelInput, training } from '@interlock/db/tables';
import {
	copies,
	data,
	dataNode,
	ids,
	modelNode,
	modelsOfVersions,
	nameOf,
	type Node,
	runNode,
	stepFrom,
	versions,
	versionsOfModels,
	walk,
} from './walk-lineage.ts';

/** Everything that some things were made from, with how. A copy of the same bytes counts as the same. */
export function upstream(tx: Tx, projectId: string, from: Node[]): Promise<Node[]> {
	return walk(tx, projectId, from, [dataOfVersions, dataOfRuns, runsOfVersions, modelsOfVersions, sourceOfModels, modelsIntoRuns, versionsOfModels, copies]);
}

const dataOfVersions = stepFrom('model-version', async (tx, projectId, made) => {
	const rows = await versions(tx, projectId, inArray(modelVersion.id, ids(made)));
	const wanted = rows.flatMap((row) => row.v.lineage.datasets.flatMap((d) => d.datasetVersionId ?? []));
	if (wanted.length === 0) return [];
	return (await data(tx, projectId, wanted)).map((row) => dataNode(row, `${made[0]?.name ?? 'it'} was trained or held out on it`));
});

const dataOfRuns = stepFrom('run', async (tx, projectId, runs) => {
	const named = await tx
		.select({ id: runInput.datasetVersionId })
		.from(runInput)
		.where(inArray(runInput.runId, ids(runs)));
	const given = await tx
		.select({ datasets: training.datasets })
		.from(training)
		.where(inArray(training.runId, ids(runs)));
	const wanted = [...named.flatMap((row) => row.id ?? []), ...given.flatMap((row) => row.datasets.map((d) => d.datasetVersionId))];
	if (wanted.length === 0) return [];
	return (await data(tx, projectId, wanted)).map((row) => dataNode(row, `${runs[0]?.name ?? 'a run'} used it`));
});

const runsOfVersions = stepFrom('model-version', async (tx, projectId, made) => {
	const rows = await tx
		.select({ id: run.id, name: run.name, version: modelVersion.id })
		.from(modelVersion)
		.innerJoin(run, eq(run.id, modelVersion.runId))
		.where(and(eq(modelVersion.projectId, projectId), inArray(modelVersion.id, ids(made))));
	return rows.map((row) => runNode(row, `it made ${nameOf(made, row.version)}`));
});

const sourceOfModels = stepFrom('logged-model', async (tx, projectId, models) => {
	const rows = await tx
		.select({ id: run.id, name: run.name, model: loggedModel.id })
		.from(loggedModel)
		.innerJoin(run, eq(run.id, loggedModel.sourceRunId))
		.where(and(eq(loggedModel.projectId, projectId), inArray(loggedModel.id, ids(models))));
	return rows.map((row) => runNode(row, `it logged ${nameOf(models, row.model)}`));
});

const modelsIntoRuns = stepFrom('run', async (tx, projectId, runs) => {
	const rows = await tx
		.select({ id: loggedModel.id, name: loggedModel.name, run: runModelInput.runId })
		.from(runModelInput)
		.innerJoin(loggedModel, eq(loggedModel.id, runModelInput.loggedModelId))
		.where(and(eq(loggedModel.projectId, projectId), inArray(runModelInput.runId, ids(runs))));
	return rows.map((row) => modelNode(row, `${nameOf(runs, row.run)} started from it`));
});
