import { and, desc, eq, inArray, isNotNull } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { dataset, datasetVersion, modelVersion, revision } from '@interlock/db/tables';
import type { RevisionComparison } from '@interlock/domain/change';
import { type DatasetProfile, datasetProfileSchema, datasetSchemaSchema, KIND_OF_TYPE, profileColumn } from '@interlock/domain/dataset';
import type { ServiceContext } from '../access/index.ts';
import { readDatasetColumns } from '../dataset/index.ts';
import { trainedOn } from '../gate/index.ts';

export interface Reference {
	/** What the champion learned from. */
	datasets: { id: string; name: string; version: number; period: string | null; rows: number }[];
	/** Profile over all of it; null when none of it is a dataset version of ours. */
	profile: DatasetProfile | null;
	/** The champion's mean absolute error where it was accepted, in the target's unit; null when no evaluation is known. */
	error: number | null;
	/** On which held-out data that was. */
	errorOn: { name: string; version: number; period: string | null } | null;
}

type VersionRow = typeof datasetVersion.$inferSelect;

/** What a version is watched against: the profile of its training data and its error on the data it was accepted on. */
export async function referenceOf(tx: Tx, ctx: ServiceContext, versionId: string): Promise<Reference> {
	const described = await describeReference(tx, versionId);
	return { ...described, profile: await profileOf(ctx, described.rows) };
}

/** The same without reading any data. */
export async function describeReference(tx: Tx, versionId: string): Promise<Omit<Reference, 'profile'> & { rows: VersionRow[] }> {
	const [version] = await tx.select().from(modelVersion).where(eq(modelVersion.id, versionId));
	const ids = version ? trainedOn(version).flatMap((d) => (d.datasetVersionId ? [d.datasetVersionId] : [])) : [];
	const found =
		ids.length > 0
			? await tx
					.select({ v: datasetVersion, name: dataset.name })
					.from(datasetVersion)
					.innerJoin(dataset, eq(dataset.id, datasetVersion.datasetId))
					.where(inArray(datasetVersion.id, ids))
					.orderBy(dataset.name, datasetVersion.version)
			: [];
	return {
		rows: found.map(({ v }) => v),
		datasets: found.map(({ v, name }) => ({ id: v.id, name, version: v.version, period: v.period, rows: v.rowCount })),
		...(await acceptedError(tx, versionId)),
	};
}

async function acceptedError(tx: Tx, versionId: string): Promise<Pick<Reference, 'error' | 'errorOn'>> {
	const [row] = await tx
		.select({ comparison: revision.comparison, name: dataset.name, version: datasetVersion.version, period: datasetVersion.period })
		.from(revision)
		.innerJoin(datasetVersion, eq(datasetVersion.id, revision.holdoutDatasetVersionId))
		.innerJoin(dataset, eq(dataset.id, datasetVersion.datasetId))
		.where(and(eq(revision.modelVersionId, versionId), isNotNull(revision.comparison)))
		.orderBy(desc(revision.createdAt))
		.limit(1);
	const report = (row?.comparison as RevisionComparison | undefined)?.report;
	const mae = report?.metrics.find((metric) => metric.name === 'mae');
	if (!row || !mae) return { error: null, errorOn: null };
	return { error: mae.candidate, errorOn: { name: row.name, version: row.version, period: row.period } };
}

/** One dataset version has its profile stored; several are read again, because profiles with different bins can't be added. */
async function profileOf(ctx: ServiceContext, rows: VersionRow[]): Promise<DatasetProfile | null> {
	const [first] = rows;
	if (!first) return null;
	if (rows.length === 1) return datasetProfileSchema.parse(first.profile);
	const tables = await Promise.all(rows.map((row) => readDatasetColumns(ctx, row)));
	const types = new Map(rows.flatMap((row) => datasetSchemaSchema.parse(row.schema).columns.map(({ name, type }) => [name, type] as const)));
	return {
		rows: tables.reduce((sum, table) => sum + table.rows, 0),
		columns: [...types].map(([name, type]) =>
			profileColumn(
				name,
				KIND_OF_TYPE[type],
				tables.flatMap((table) => table.columns.find((column) => column.name === name)?.values ?? new Array<null>(table.rows).fill(null)),
			),
		),
	};
}
