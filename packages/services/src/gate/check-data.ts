import type { datasetVersion } from '@interlock/db/tables';
import { checkExpectations, type Expectations } from '@interlock/domain/dataset';
import type { CheckedDataset } from '@interlock/domain/gate';
import type { ServiceContext } from '../access/index.ts';
import { readDatasetColumns } from '../dataset/index.ts';

/** Checks a stored dataset version again by the expectations it was pushed with; report null where it has none. */
export async function checkData(
	ctx: ServiceContext,
	row: typeof datasetVersion.$inferSelect,
	name: string,
	role: 'train' | 'holdout',
): Promise<CheckedDataset> {
	if (!row.expectations) return { name, version: row.version, role, report: null };
	return { name, version: row.version, role, report: checkExpectations(row.expectations as Expectations, await readDatasetColumns(ctx, row)) };
}
