import { and, desc, eq, inArray, notInArray } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { dataset, datasetVersion, modelVersion, registeredModel } from '@interlock/db/tables';
import { DomainError } from '@interlock/domain/error';
import { runIdFromWire } from '@interlock/domain/run';
import { isHeldOut, trainedOn } from '../gate/index.ts';
import { readRecalled } from '../recall/index.ts';
import type { EndpointRow } from './load-change.ts';

export type VersionRow = typeof modelVersion.$inferSelect;

export interface HoldoutVersion {
	id: string;
	name: string;
	version: number;
	digest: string;
}

export interface Candidate {
	version: VersionRow;
	model: string;
	holdout: HoldoutVersion;
}

export interface WantedCandidate {
	run?: string;
	version?: number;
	holdout?: { dataset: string; version: number };
}

/** The candidate's version and the data it is judged on. Errors: `not-found`; `invalid` when it was trained on the held-out data, or no such data is known. */
export async function resolveCandidate(tx: Tx, endpoint: EndpointRow, wanted: WantedCandidate): Promise<Candidate> {
	const [model] = await tx.select().from(registeredModel).where(eq(registeredModel.id, endpoint.modelId));
	if (!model) throw new Error(`endpoint ${endpoint.id} has no model`);
	const which = wanted.run !== undefined ? eq(modelVersion.runId, runIdFromWire(wanted.run)) : eq(modelVersion.version, wanted.version ?? 0);
	const [version] = await tx
		.select()
		.from(modelVersion)
		.where(and(eq(modelVersion.modelId, model.id), which))
		.orderBy(desc(modelVersion.version))
		.limit(1);
	if (!version) {
		const value = wanted.run ?? wanted.version;
		const problem =
			wanted.run !== undefined
				? `run: it has no version of ${model.name}, the model of ${endpoint.name}`
				: `version: ${model.name} has no version ${wanted.version}`;
		throw new DomainError('not-found', problem, { field: wanted.run !== undefined ? 'run' : 'version', value });
	}
	const holdout = await resolveHoldout(tx, version, wanted.holdout);
	await refuseRecalled(tx, version, holdout);
	return { version, model: model.name, holdout };
}

/** What is recalled isn't proposed: nobody could let it through. */
async function refuseRecalled(tx: Tx, version: VersionRow, holdout: HoldoutVersion): Promise<void> {
	const [recalled] = await readRecalled(tx, { projectId: version.projectId, modelVersionId: version.id, holdoutDatasetVersionId: holdout.id });
	if (!recalled) return;
	throw new DomainError('conflict', `version: it depends on ${recalled.name}, which was recalled (${recalled.via}): ${recalled.reason}`, {
		field: 'version',
		value: version.version,
		reason: 'recalled',
	});
}

async function resolveHoldout(tx: Tx, version: VersionRow, wanted: { dataset: string; version: number } | undefined): Promise<HoldoutVersion> {
	const training = trainedOn(version).flatMap((d) => (d.datasetVersionId ? [d.datasetVersionId] : []));
	const found = wanted
		? await named(tx, version.projectId, wanted)
		: ((await heldOutByRun(tx, version, training)) ?? (await newestUnseen(tx, version, training)));
	if (!found) throw new DomainError('invalid', 'holdout: no dataset version is known that this version was not trained on; name one', { field: 'holdout' });
	if (training.includes(found.id)) {
		const name = `${found.name} version ${found.version}`;
		throw new DomainError('invalid', `holdout: ${name} is among the data this version was trained on; name another`, {
			field: 'holdout',
			value: name,
			reason: 'leakage',
		});
	}
	return found;
}

const COLUMNS = { id: datasetVersion.id, name: dataset.name, version: datasetVersion.version, digest: datasetVersion.digest };

async function named(tx: Tx, projectId: string, wanted: { dataset: string; version: number }): Promise<HoldoutVersion> {
	const [row] = await tx
		.select(COLUMNS)
		.from(datasetVersion)
		.innerJoin(dataset, eq(dataset.id, datasetVersion.datasetId))
		.where(and(eq(dataset.projectId, projectId), eq(dataset.name, wanted.dataset), eq(datasetVersion.version, wanted.version)));
	if (!row)
		throw new DomainError('not-found', `holdout: dataset ${wanted.dataset} has no version ${wanted.version}`, { field: 'holdout', value: wanted.version });
	return row;
}

async function heldOutByRun(tx: Tx, version: VersionRow, training: string[]): Promise<HoldoutVersion | null> {
	const ids = version.lineage.datasets.flatMap((d) =>
		d.datasetVersionId && isHeldOut(d.role) && !training.includes(d.datasetVersionId) ? [d.datasetVersionId] : [],
	);
	return ids.length > 0 ? newest(tx, inArray(datasetVersion.id, ids)) : null;
}

async function newestUnseen(tx: Tx, version: VersionRow, training: string[]): Promise<HoldoutVersion | null> {
	const names = [...new Set(trainedOn(version).map((d) => d.name))];
	if (names.length === 0) return null;
	return newest(
		tx,
		and(eq(dataset.projectId, version.projectId), inArray(dataset.name, names), training.length > 0 ? notInArray(datasetVersion.id, training) : undefined),
	);
}

async function newest(tx: Tx, where: ReturnType<typeof and>): Promise<HoldoutVersion | null> {
	const [row] = await tx
		.select(COLUMNS)
		.from(datasetVersion)
		.innerJoin(dataset, eq(dataset.id, datasetVersion.datasetId))
		.where(where)
		.orderBy(desc(datasetVersion.version))
		.limit(1);
	return row ?? null;
}
