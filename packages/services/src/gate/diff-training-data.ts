import type { datasetVersion } from '@interlock/db/tables';
import {
	countInDriftBins,
	type DatasetProfile,
	datasetProfileSchema,
	type DatasetSchema,
	datasetSchemaSchema,
	diffProfiles,
	diffSchemas,
	KIND_OF_TYPE,
	profileColumn,
	readNumber,
} from '@interlock/domain/dataset';
import type { ColumnHistogram, RevisionComparison, TrainingData } from '@interlock/domain/change';
import { formatCount } from '@interlock/domain/statistics';
import type { ServiceContext } from '../access/index.ts';
import { readDatasetColumns } from '../dataset/index.ts';
import { diffTrainingRows } from './diff-training-rows.ts';

export interface TrainingVersion {
	data: TrainingData;
	/** null when the run named data that isn't one of our dataset versions. */
	row: typeof datasetVersion.$inferSelect | null;
}

/** Above this many rows on a side, rows aren't read again; the stored profile of the newest version stands for the side. */
const MAX_ROWS_READ = 2_000_000;
const MAX_COLUMNS_KEPT = 200;
const MAX_HISTOGRAMS = 60;
const MAX_CATEGORIES = 20;

/** What differs between the data two versions learned from: schema, and each column's figures and shift over all training rows of a side. */
export async function diffTrainingData(
	ctx: ServiceContext,
	base: TrainingVersion[],
	head: TrainingVersion[],
	keyColumn: string,
): Promise<RevisionComparison['data']> {
	const named = { base: base.map(({ data }) => data), head: head.map(({ data }) => data) };
	const [before, after] = [base.flatMap(({ row }) => row ?? []), head.flatMap(({ row }) => row ?? [])];
	if (before.length === 0 || after.length === 0) {
		const note = base.length === 0 ? null : 'Training data that is no dataset version of this project can be named, not compared.';
		return { ...named, schema: [], profile: [], histograms: [], note, rows: null };
	}
	const ids = (rows: typeof before) =>
		rows
			.map((row) => row.id)
			.sort()
			.join();
	if (ids(before) === ids(after)) return { ...named, schema: [], profile: [], histograms: [], note: null, rows: null };
	const [from, to] = [await readSide(ctx, before), await readSide(ctx, after)];
	const profile = diffProfiles(from.profile, to.profile, countOnBase(from.profile, to.values));
	const large =
		from.values === null || to.values === null ? `More than ${formatCount(MAX_ROWS_READ)} rows: figures are those of the newest version of each side.` : null;
	const shown = profile.slice(0, MAX_HISTOGRAMS).map((change) => change.column);
	return {
		...named,
		schema: diffSchemas(from.schema, to.schema),
		profile: profile.slice(0, MAX_COLUMNS_KEPT),
		histograms: shown.flatMap((column) => histogramOf(column, from.profile, to) ?? []),
		note: large,
		rows: large === null ? await diffTrainingRows(ctx, before, after, keyColumn) : null,
	};
}

interface Side {
	schema: DatasetSchema;
	profile: DatasetProfile;
	/** All rows of the side by column; null when they weren't read. */
	values: Map<string, unknown[]> | null;
}

async function readSide(ctx: ServiceContext, versions: (typeof datasetVersion.$inferSelect)[]): Promise<Side> {
	const newest = versions.reduce((a, b) => (b.version > a.version ? b : a));
	const schema = datasetSchemaSchema.parse(newest.schema);
	const rows = versions.reduce((sum, version) => sum + version.rowCount, 0);
	if (rows > MAX_ROWS_READ) return { schema, profile: datasetProfileSchema.parse(newest.profile), values: null };
	const values = new Map(schema.columns.map(({ name }): [string, unknown[]] => [name, []]));
	for (const version of versions) {
		const own = datasetSchemaSchema.parse(version.schema).columns.map(({ name }) => name);
		const table = await readDatasetColumns(
			ctx,
			version,
			own.filter((name) => values.has(name)),
		);
		for (const column of table.columns) for (const value of column.values) values.get(column.name)?.push(value);
	}
	const columns = schema.columns.map(({ name, type }) => profileColumn(name, KIND_OF_TYPE[type], values.get(name) ?? []));
	return { schema, profile: versions.length === 1 ? datasetProfileSchema.parse(newest.profile) : { rows, columns }, values };
}

function countOnBase(base: DatasetProfile, head: Side['values']): Record<string, number[]> {
	if (!head) return {};
	return Object.fromEntries(
		base.columns.flatMap((column) => {
			const values = head.get(column.name);
			if (column.kind !== 'numeric' || !values) return [];
			return [
				[
					column.name,
					countInDriftBins(
						Float64Array.from(values, (value) => readNumber(value) ?? Number.NaN),
						column.driftBins.edges,
					),
				],
			];
		}),
	);
}

/** Head's rows in base's bins: equal-width ones of a number (what lies outside counts to the first or last), the largest categories of a text. */
function histogramOf(name: string, base: DatasetProfile, head: Side): ColumnHistogram | null {
	const before = base.columns.find((column) => column.name === name);
	const values = head.values?.get(name);
	if (before?.kind === 'numeric' && values && before.histogram.counts.length > 1) {
		const { edges, counts } = before.histogram;
		const inner = edges.slice(1, -1);
		return {
			column: name,
			labels: edges.slice(0, -1).map(String),
			base: counts,
			head: countInDriftBins(
				Float64Array.from(values, (value) => readNumber(value) ?? Number.NaN),
				inner,
			),
		};
	}
	const after = head.profile.columns.find((column) => column.name === name);
	if ((before?.kind !== 'text' && before?.kind !== 'boolean') || after?.kind !== before.kind) return null;
	const top = before.top.slice(0, MAX_CATEGORIES);
	return {
		column: name,
		labels: top.map(({ value }) => value),
		base: top.map(({ count }) => count),
		head: top.map(({ value }) => after.top.find((other) => other.value === value)?.count ?? 0),
	};
}
