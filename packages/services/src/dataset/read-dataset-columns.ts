import type { datasetVersion } from '@interlock/db/tables';
import type { ServiceContext } from '../access/index.ts';
import { type DataTable, readTable } from './read-table.ts';

/** The rows of a stored dataset version by columns, all or only those named. The file's digest is what the version says, by its address. */
export async function readDatasetColumns(
	ctx: Pick<ServiceContext, 'storage'>,
	version: Pick<typeof datasetVersion.$inferSelect, 'orgId' | 'sha256' | 'format'>,
	onlyColumns?: readonly string[],
): Promise<DataTable> {
	return readTable(await ctx.storage.path(version.orgId, version.sha256), version.format, onlyColumns);
}
