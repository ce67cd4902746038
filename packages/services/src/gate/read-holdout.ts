import type { datasetVersion, EndpointConfig } from '@interlock/db/tables';
import { type DatasetSchema, datasetSchemaSchema, readNumber, readText } from '@interlock/domain/dataset';
import { DomainError } from '@interlock/domain/error';
import type { Cell, Columns } from '@interlock/scoring';
import type { ServiceContext } from '../access/index.ts';
import { readDatasetColumns } from '../dataset/index.ts';

type DatasetVersionRow = typeof datasetVersion.$inferSelect;

/** Held-out rows as the evaluation needs them; each array has one entry per row. */
export interface Holdout {
	rows: number;
	/** What the models are given, by column. */
	inputs: Columns;
	/** The target; NaN where it is missing. */
	actual: Float64Array;
	/** The naive rule's predictions: the endpoint's naive column, else the mean of the held-out targets, which is harder to beat than any constant known before. */
	naive: Float64Array;
	block: string[];
	slices: Record<string, string[]>;
	/** The key column, where the data has it; matches predictions that a run logged. */
	keys: string[] | null;
}

/** Reads a held-out dataset version by the endpoint's declared columns and those the models take. `invalid` naming a column that is missing. */
export async function readHoldout(ctx: ServiceContext, version: DatasetVersionRow, config: EndpointConfig, modelColumns: readonly string[]): Promise<Holdout> {
	const schema = datasetSchemaSchema.parse(version.schema);
	const present = (name: string) => schema.columns.some((column) => column.name === name);
	const required = [config.target, config.blockColumn, ...config.sliceColumns, ...(config.naiveColumn ? [config.naiveColumn] : [])];
	const missing = required.find((name) => !present(name));
	if (missing !== undefined)
		throw new DomainError('invalid', `${missing}: the held-out data has no such column, but the endpoint is judged by it`, { field: missing });
	const inputs = modelColumns.filter(present);
	const keyed = present(config.keyColumn) ? [config.keyColumn] : [];
	const table = await readDatasetColumns(ctx, version, [...new Set([...required, ...inputs, ...keyed])]);
	const valuesOf = (name: string): ArrayLike<unknown> => table.columns.find((column) => column.name === name)?.values ?? [];
	const textsOf = (name: string) => Array.from(valuesOf(name), (value) => readText(value) ?? '(missing)');
	const actual = numbersOf(valuesOf(config.target));
	return {
		rows: table.rows,
		inputs: Object.fromEntries(inputs.map((name) => [name, cellsOf(schema, name, valuesOf(name))])),
		actual,
		naive: config.naiveColumn ? numbersOf(valuesOf(config.naiveColumn)) : new Float64Array(table.rows).fill(meanOf(actual)),
		block: textsOf(config.blockColumn),
		slices: Object.fromEntries(config.sliceColumns.map((name) => [name, textsOf(name)])),
		keys: keyed.length > 0 ? textsOf(config.keyColumn) : null,
	};
}

function meanOf(values: Float64Array): number {
	const known = values.filter(Number.isFinite);
	return known.reduce((sum, value) => sum + value, 0) / known.length;
}

function numbersOf(values: ArrayLike<unknown>): Float64Array {
	return Float64Array.from(values, (value) => readNumber(value) ?? Number.NaN);
}

function cellsOf(schema: DatasetSchema, name: string, values: ArrayLike<unknown>): Cell[] {
	const type = schema.columns.find((column) => column.name === name)?.type;
	if (type === 'integer' || type === 'number') return Array.from(values, readNumber);
	if (type === 'boolean') return Array.from(values, (value) => (typeof value === 'boolean' ? value : null));
	return Array.from(values, readText);
}
