import { and, eq, inArray, type or, sql } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { dataset, datasetVersion, loggedModel, modelVersion, registeredModel } from '@interlock/db/tables';
import type { RecalledKind } from '@interlock/domain/recall';

/** Something in the lineage of a project: a dataset version, a run, a model version, and between them what a run logged. */
export interface Node {
	kind: RecalledKind | 'logged-model';
	id: string;
	name: string;
	/** How it came into the walk: "trained on flights version 3". Empty for where it began. */
	via: string;
}

type Step = (tx: Tx, projectId: string, from: Node[]) => Promise<Node[]>;

/** Breadth first, each thing once; lineage has no circle, a copy may have. */
export async function walk(tx: Tx, projectId: string, from: Node[], steps: Step[]): Promise<Node[]> {
	const seen = new Map(from.map((node) => [`${node.kind} ${node.id}`, node]));
	let front = from;
	while (front.length > 0) {
		const found: Node[] = [];
		for (const step of steps) found.push(...(await step(tx, projectId, front)));
		front = found.filter((node) => {
			const key = `${node.kind} ${node.id}`;
			if (seen.has(key)) return false;
			seen.set(key, node);
			return true;
		});
	}
	return [...seen.values()].slice(from.length);
}

/** A step that begins at things of one kind; `work` is done only where there are some. */
export function stepFrom(kind: Node['kind'], work: Step): Step {
	return async (tx, projectId, from) => {
		const some = from.filter((node) => node.kind === kind);
		return some.length === 0 ? [] : work(tx, projectId, some);
	};
}

export const ids = (from: Node[]) => from.map((node) => node.id);
export const nameOf = (from: Node[], id: string | null) => from.find((node) => node.id === id)?.name ?? 'it';

export const runNode = (row: { id: string; name: string }, via: string): Node => ({ kind: 'run', id: row.id, name: `run ${row.name}`, via });

const VERSION = { id: modelVersion.id, version: modelVersion.version, model: registeredModel.name };

export const versions = (tx: Tx, projectId: string, where: ReturnType<typeof or>) =>
	tx
		.select({ ...VERSION, v: modelVersion })
		.from(modelVersion)
		.innerJoin(registeredModel, eq(registeredModel.id, modelVersion.modelId))
		.where(and(eq(modelVersion.projectId, projectId), where));

export const versionNode = (row: { id: string; model: string; version: number }, via: string): Node => ({
	kind: 'model-version',
	id: row.id,
	name: `${row.model} version ${row.version}`,
	via,
});

export const modelNode = (row: { id: string; name: string }, via: string): Node => ({ kind: 'logged-model', id: row.id, name: `model ${row.name}`, via });

export const dataNode = (row: { id: string; name: string; version: number }, via: string): Node => ({
	kind: 'dataset-version',
	id: row.id,
	name: `${row.name} version ${row.version}`,
	via,
});

export const data = (tx: Tx, projectId: string, wanted: string[]) =>
	tx
		.select({ id: datasetVersion.id, name: dataset.name, version: datasetVersion.version })
		.from(datasetVersion)
		.innerJoin(dataset, eq(dataset.id, datasetVersion.datasetId))
		.where(and(eq(datasetVersion.projectId, projectId), inArray(datasetVersion.id, wanted)));

export const versionsOfModels = stepFrom('logged-model', async (tx, projectId, models) => {
	const rows = await versions(tx, projectId, inArray(modelVersion.loggedModelId, ids(models)));
	return rows.map((row) => versionNode(row, `it is made of ${nameOf(models, row.v.loggedModelId)}`));
});

export const modelsOfVersions = stepFrom('model-version', async (tx, projectId, made) => {
	const rows = await tx
		.select({ id: loggedModel.id, name: loggedModel.name, version: modelVersion.id })
		.from(modelVersion)
		.innerJoin(loggedModel, eq(loggedModel.id, modelVersion.loggedModelId))
		.where(and(eq(modelVersion.projectId, projectId), inArray(modelVersion.id, ids(made))));
	return rows.map((row) => modelNode(row, `${nameOf(made, row.version)} is made of it`));
});

/** Versions with the same files, such as a copy under another model's name; a version without files is a copy of nothing. */
export const copies = stepFrom('model-version', async (tx, projectId, made) => {
	const rows = await versions(
		tx,
		projectId,
		and(
			sql`jsonb_array_length(${modelVersion.files}) > 0`,
			inArray(
				modelVersion.filesDigest,
				tx
					.select({ d: modelVersion.filesDigest })
					.from(modelVersion)
					.where(inArray(modelVersion.id, ids(made))),
			),
		),
	);
	return rows.map((row) => versionNode(row, `it has the same files as ${made[0]?.name ?? 'another version'}`));
});
