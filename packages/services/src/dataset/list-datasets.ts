import { asc, desc, eq, sql } from 'drizzle-orm';
import { dataset, datasetVersion } from '@interlock/db/tables';
import { loadProject, type ProjectPlace, type ServiceContext, transact } from '../access/index.ts';

export interface DatasetSummary {
	name: string;
	versions: number;
	latestVersion: number | null;
	latestRows: number | null;
	latestPeriod: string | null;
	latestBytes: number | null;
	createdBy: string | null;
	updatedAtMs: number | null;
}

/** The datasets of a project by name, each with its newest version. */
export async function listDatasets(ctx: ServiceContext, place: ProjectPlace): Promise<DatasetSummary[]> {
	return transact(ctx, async (tx) => {
		const project = await loadProject(tx, ctx, place, 'dataset:read');
		const sets = await tx.select().from(dataset).where(eq(dataset.projectId, project.id)).orderBy(asc(dataset.name));
		const newest = await tx
			.selectDistinctOn([datasetVersion.datasetId], {
				datasetId: datasetVersion.datasetId,
				version: datasetVersion.version,
				rowCount: datasetVersion.rowCount,
				period: datasetVersion.period,
				sizeBytes: datasetVersion.sizeBytes,
				createdBy: datasetVersion.createdBy,
				createdAt: datasetVersion.createdAt,
				count: sql<number>`count(*) over (partition by ${datasetVersion.datasetId})::int`,
			})
			.from(datasetVersion)
			.where(eq(datasetVersion.projectId, project.id))
			.orderBy(datasetVersion.datasetId, desc(datasetVersion.version));
		return sets.map((set) => {
			const v = newest.find((n) => n.datasetId === set.id);
			return {
				name: set.name,
				versions: v?.count ?? 0,
				latestVersion: v?.version ?? null,
				latestRows: v?.rowCount ?? null,
				latestPeriod: v?.period ?? null,
				latestBytes: v?.sizeBytes ?? null,
				createdBy: v?.createdBy ?? null,
				updatedAtMs: v?.createdAt.getTime() ?? null,
			};
		});
	});
}
