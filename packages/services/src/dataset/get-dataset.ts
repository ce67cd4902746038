import { and, desc, eq } from 'drizzle-orm';
import { dataset, datasetVersion } from '@interlock/db/tables';
import type { DatasetProfile, DatasetSchema, Expectations } from '@interlock/domain/dataset';
import { DomainError } from '@interlock/domain/error';
import { loadProject, type ProjectPlace, type ServiceContext, transact } from '../access/index.ts';

export interface DatasetVersionView {
	id: string;
	version: number;
	digest: string;
	format: 'parquet' | 'csv';
	sha256: string;
	sizeBytes: number;
	rowCount: number;
	period: string | null;
	createdBy: string;
	createdAtMs: number;
}

export interface DatasetView {
	name: string;
	expectations: Expectations | null;
	versions: DatasetVersionView[];
	/** The version asked for, or the newest, with its schema and profile. */
	shown: (DatasetVersionView & { schema: DatasetSchema; profile: DatasetProfile; expectations: Expectations | null }) | null;
}

/** A dataset with its versions, newest first, and one version's schema and profile. */
export async function getDataset(ctx: ServiceContext, input: ProjectPlace & { name: string; version?: number }): Promise<DatasetView> {
	return transact(ctx, async (tx) => {
		const project = await loadProject(tx, ctx, input, 'dataset:read');
		const [set] = await tx
			.select()
			.from(dataset)
			.where(and(eq(dataset.projectId, project.id), eq(dataset.name, input.name)));
		if (!set) throw new DomainError('not-found', 'dataset not found', { field: 'dataset', value: input.name });
		const rows = await tx.select().from(datasetVersion).where(eq(datasetVersion.datasetId, set.id)).orderBy(desc(datasetVersion.version));
		const shown = input.version === undefined ? rows[0] : rows.find((r) => r.version === input.version);
		if (input.version !== undefined && !shown) throw new DomainError('not-found', 'dataset version not found', { field: 'version', value: input.version });
		return {
			name: set.name,
			expectations: (set.expectations ?? null) as Expectations | null,
			versions: rows.map(viewOf),
			shown: shown
				? {
						...viewOf(shown),
						schema: shown.schema as DatasetSchema,
						profile: shown.profile as DatasetProfile,
						expectations: (shown.expectations ?? null) as Expectations | null,
					}
				: null,
		};
	});
}

function viewOf(row: typeof datasetVersion.$inferSelect): DatasetVersionView {
	const { id, version, digest, format, sha256, sizeBytes, rowCount, period, createdBy } = row;
	return { id, version, digest, format, sha256, sizeBytes, rowCount, period, createdBy, createdAtMs: row.createdAt.getTime() };
}
