import type { datasetVersion } from '@interlock/db/tables';
import { datasetSchemaSchema, type Expectations, type RowDiff } from '@interlock/domain/dataset';
import type { ServiceContext } from '../access/index.ts';
import { diffRows, type RowFile } from '../dataset/index.ts';

type Version = typeof datasetVersion.$inferSelect;

/** Rows added, removed and changed between two sides' training data; null where no columns name a row in all of it. */
export async function diffTrainingRows(ctx: ServiceContext, base: Version[], head: Version[], keyColumn: string): Promise<RowDiff | null> {
	const newest = head.reduce((a, b) => (b.version > a.version ? b : a));
	const key = (newest.expectations as Expectations | null)?.uniqueKey ?? [keyColumn];
	const filesOf = (versions: Version[]) => Promise.all(versions.map((version) => fileOf(ctx, version)));
	const [before, after] = [await filesOf(base), await filesOf(head)];
	const known = [...before, ...after].every(({ schema }) => key.every((name) => schema.columns.some((column) => column.name === name)));
	return known ? diffRows(before, after, key) : null;
}

async function fileOf(ctx: ServiceContext, version: Version): Promise<RowFile> {
	return { path: await ctx.storage.path(version.orgId, version.sha256), format: version.format, schema: datasetSchemaSchema.parse(version.schema) };
}
