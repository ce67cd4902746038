import { and, eq, inArray, or, sql } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { loggedModel, modelVersion, run, runInput, runModelInput, training } from '@interlock/db/tables';
import {
	copies,
	ids,
	modelNode,
	modelsOfVersions,
	nameOf,
	type Node,
	runNode,
	stepFrom,
	versionNode,
	versions,
	versionsOfModels,
	walk,
} from './walk-lineage.ts';

/** Everything made from some things, with how. */
export function downstream(tx: Tx, projectId: string, from: Node[]): Promise<Node[]> {
	return walk(tx, projectId, from, [runsOfData, versionsOfData, modelsOfRuns, versionsOfRuns, versionsOfModels, runsOfModels, modelsOfVersions, copies]);
}

const runsOfData = stepFrom('dataset-version', async (tx, projectId, data) => {
	const named = await tx
		.select({ id: run.id, name: run.name, data: runInput.datasetVersionId })
		.from(runInput)
		.innerJoin(run, eq(run.id, runInput.runId))
		.where(and(eq(run.projectId, projectId), inArray(runInput.datasetVersionId, ids(data))));
	const given = await tx
		.select({ id: run.id, name: run.name, datasets: training.datasets })
		.from(training)
		.innerJoin(run, eq(run.id, training.runId))
		.where(and(eq(training.projectId, projectId), or(...ids(data).map((id) => holds(training.datasets, id)))));
	return [
		...named.map((row) => runNode(row, `it used ${nameOf(data, row.data)}`)),
		...given.map((row) =>
			runNode(
				row,
				`it was given ${row.datasets
					.flatMap((d) => data.filter((n) => n.id === d.datasetVersionId))
					.map((n) => n.name)
					.join(', ')}`,
			),
		),
	];
});

const versionsOfData = stepFrom('dataset-version', async (tx, projectId, data) => {
	const rows = await versions(
		tx,
		projectId,
		or(...ids(data).map((id) => sql`${modelVersion.lineage} -> 'datasets' @> ${JSON.stringify([{ datasetVersionId: id }])}::text::jsonb`)),
	);
	return rows.map((row) => {
		const used = row.v.lineage.datasets.filter((d) => ids(data).includes(d.datasetVersionId ?? ''));
		return versionNode(row, used.map((d) => `its run ${d.role === 'holdout' ? 'held out' : 'was trained on'} ${nameOf(data, d.datasetVersionId)}`).join(', '));
	});
});

const modelsOfRuns = stepFrom('run', async (tx, projectId, runs) => {
	const rows = await tx
		.select({ id: loggedModel.id, name: loggedModel.name, run: loggedModel.sourceRunId })
		.from(loggedModel)
		.where(and(eq(loggedModel.projectId, projectId), inArray(loggedModel.sourceRunId, ids(runs))));
	return rows.map((row) => modelNode(row, `${nameOf(runs, row.run)} logged it`));
});

const versionsOfRuns = stepFrom('run', async (tx, projectId, runs) => {
	const rows = await versions(tx, projectId, inArray(modelVersion.runId, ids(runs)));
	return rows.map((row) => versionNode(row, `${nameOf(runs, row.v.runId)} made it`));
});

const runsOfModels = stepFrom('logged-model', async (tx, projectId, models) => {
	const rows = await tx
		.select({ id: run.id, name: run.name, model: runModelInput.loggedModelId })
		.from(runModelInput)
		.innerJoin(run, eq(run.id, runModelInput.runId))
		.where(and(eq(run.projectId, projectId), inArray(runModelInput.loggedModelId, ids(models))));
	return rows.map((row) => runNode(row, `it started from ${nameOf(models, row.model)}`));
});

function holds(column: typeof training.datasets, id: string) {
	return sql`${column} @> ${JSON.stringify([{ datasetVersionId: id }])}::text::jsonb`;
}
