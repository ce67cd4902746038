import { and, desc, eq, gt, isNull, notInArray } from 'drizzle-orm';
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

/**
 * Whether a revision's figures are still of now: the endpoint runs what it was compared with, and nobody pushed a newer version of its
 * evaluation data (of the same period, where it has one) since it was pushed, on which the candidate wasn't trained.
 */
export async function readMoved(tx: Tx, { row, revision }: LoadedChange): Promise<Moved> {
	const [served] = await tx.select({ champion: endpoint.championVersionId }).from(endpoint).where(eq(endpoint.id, row.endpointId));
	const now = served?.champion ?? null;
	return { champion: now === revision.baseModelVersionId ? null : { now }, data: await newerData(tx, revision) };
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

async function newerData(tx: Tx, revision: LoadedChange['revision']): Promise<Moved['data']> {
	const [data] = await tx.select().from(datasetVersion).where(eq(datasetVersion.id, revision.holdoutDatasetVersionId));
	const [head] = await tx.select({ lineage: modelVersion.lineage }).from(modelVersion).where(eq(modelVersion.id, revision.modelVersionId));
	if (!data || !head) return null;
	const learned = trainedOn(head).flatMap((d) => d.datasetVersionId ?? []);
	const [newest] = await tx
		.select({ id: datasetVersion.id, version: datasetVersion.version })
		.from(datasetVersion)
		.where(
			and(
				eq(datasetVersion.datasetId, data.datasetId),
				data.period === null ? isNull(datasetVersion.period) : eq(datasetVersion.period, data.period),
				gt(datasetVersion.version, data.version),
				gt(datasetVersion.createdAt, revision.createdAt),
				learned.length > 0 ? notInArray(datasetVersion.id, learned) : undefined,
			),
		)
		.orderBy(desc(datasetVersion.version))
		.limit(1);
	return newest ?? null;
}
