import { and, desc, eq, gt, inArray, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Tx } from '@interlock/db';
import { datasetVersion, endpoint, modelVersion } from '@interlock/db/tables';
import { trainedOn } from '../gate/index.ts';
import type { LoadedChange } from './load-change.ts';

/** What moved since a revision was evaluated. */
export interface Moved {
	/** What the endpoint runs now, where that isn't what the revision is compared with. */
	champion: { now: string | null } | null;
	/** The version that replaced the evaluation data. */
	data: { id: string; version: number } | null;
}

type Compared = Pick<LoadedChange, 'row' | 'revision'>;

/**
 * Whether a revision's figures are still of now: the endpoint runs what it was compared with, and nobody pushed a newer version of its
 * evaluation data (of the same period, where it has one) since it was pushed, on which the candidate wasn't trained.
 */
export async function readMoved(tx: Tx, loaded: Compared): Promise<Moved> {
	return (await readMovedOfAll(tx, [loaded]))(loaded.row.id);
}

/** The same for each of some changes, by change id. */
export async function readMovedOfAll(tx: Tx, all: readonly Compared[]): Promise<(changeId: string) => Moved> {
	const served = await tx
		.select({ id: endpoint.id, champion: endpoint.championVersionId })
		.from(endpoint)
		.where(
			inArray(
				endpoint.id,
				all.map(({ row }) => row.endpointId),
			),
		);
	const newer = await newerData(tx, all);
	const moved = new Map(
		all.map(({ row, revision }): [string, Moved] => {
			const now = served.find(({ id }) => id === row.endpointId)?.champion ?? null;
			return [row.id, { champion: now === revision.baseModelVersionId ? null : { now }, data: newer.get(row.id) ?? null }];
		}),
	);
	return (changeId) => moved.get(changeId) ?? { champion: null, data: null };
}

/** Why a revision has to be evaluated again, as a sentence; null when it hasn't. */
export async function whyStale(tx: Tx, loaded: LoadedChange): Promise<string | null> {
	const { revision } = loaded;
	if (revision.evaluation !== 'finished' && revision.evaluation !== 'failed') return null;
	const moved = await readMoved(tx, loaded);
	if (moved.champion) return 'The endpoint runs another version now than the one compared with.';
	if (moved.data) return `Version ${moved.data.version} replaced the evaluation data.`;
	if (revision.evaluation === 'finished' && revision.evaluationRecord === null) return 'It was evaluated before records of evaluations were kept.';
	return null;
}

async function newerData(tx: Tx, all: readonly Compared[]): Promise<Map<string, NonNullable<Moved['data']>>> {
	const heads = await tx
		.select({ id: modelVersion.id, lineage: modelVersion.lineage })
		.from(modelVersion)
		.where(
			inArray(
				modelVersion.id,
				all.map(({ revision }) => revision.modelVersionId),
			),
		);
	const newer = alias(datasetVersion, 'newer');
	const rows = await tx
		.select({ of: datasetVersion.id, id: newer.id, version: newer.version, createdAt: newer.createdAt })
		.from(datasetVersion)
		.innerJoin(
			newer,
			and(
				eq(newer.datasetId, datasetVersion.datasetId),
				sql`${newer.period} is not distinct from ${datasetVersion.period}`,
				gt(newer.version, datasetVersion.version),
			),
		)
		.where(
			inArray(
				datasetVersion.id,
				all.map(({ revision }) => revision.holdoutDatasetVersionId),
			),
		)
		.orderBy(desc(newer.version));
	return new Map(
		all.flatMap(({ row, revision }) => {
			const head = heads.find(({ id }) => id === revision.modelVersionId);
			const learned = head ? trainedOn(head).flatMap((d) => d.datasetVersionId ?? []) : null;
			const found = rows.find(
				(one) => one.of === revision.holdoutDatasetVersionId && one.createdAt > revision.createdAt && learned?.includes(one.id) === false,
			);
			return found ? [[row.id, { id: found.id, version: found.version }] as const] : [];
		}),
	);
}
