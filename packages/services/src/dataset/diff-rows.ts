import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { type CellChange, type DatasetSchema, type RowDiff, ROWS_SAMPLED } from '@interlock/domain/dataset';
import { identifier, literal, sourceOf } from './sql-text.ts';

/** A stored file with its columns; several together are one side. */
export interface RowFile {
	path: string;
	format: 'parquet' | 'csv';
	schema: DatasetSchema;
}

/**
 * Counts rows added, removed and changed between two sides by the columns that name a row, and names some of each. Rows without a key are
 * left out; of several with one key one counts. Values are compared in the columns that all files have with one type. DuckDB is shut
 * in: it may open these files and nothing else.
 */
export async function diffRows(base: RowFile[], head: RowFile[], key: readonly string[]): Promise<RowDiff> {
	const instance = await DuckDBInstance.create(':memory:', {
		threads: '2',
		memory_limit: '2GB',
		autoinstall_known_extensions: 'false',
		autoload_known_extensions: 'false',
	});
	try {
		const connection = await instance.connect();
		const paths = [...base, ...head].map(({ path }) => literal(path));
		await connection.run(`set allowed_paths = [${paths.join(', ')}]`);
		await connection.run('set enable_external_access = false');
		await connection.run('set lock_configuration = true');
		const compared = comparedColumns([...base, ...head], key);
		for (const [name, side] of [
			['base', base],
			['head', head],
		] as const)
			await connection.run(`create temp table ${name}_keys as ${keysOf(side, key, compared)}`);
		const count = async (query: string) => Number((await connection.runAndReadAll(`select count(*)::double ${query}`)).getRowsJS()[0]?.[0] ?? 0);
		const changed = 'from base_keys b join head_keys h using (k) where b.print is distinct from h.print';
		return {
			key: [...key],
			baseRows: await count('from base_keys'),
			headRows: await count('from head_keys'),
			added: await count('from head_keys h anti join base_keys b using (k)'),
			removed: await count('from base_keys b anti join head_keys h using (k)'),
			changed: await count(changed),
			sample: {
				added: await keysFrom(connection, 'from head_keys h anti join base_keys b using (k)'),
				removed: await keysFrom(connection, 'from base_keys b anti join head_keys h using (k)'),
				changed: await changedCells(connection, await keysFrom(connection, changed), { base, head, key, compared }),
			},
		};
	} finally {
		instance.closeSync();
	}
}

/** Columns of one type in every file, without the key's. */
function comparedColumns(files: readonly RowFile[], key: readonly string[]): DatasetSchema['columns'] {
	const everywhere = ({ name, type }: DatasetSchema['columns'][number]) =>
		files.every(({ schema }) => schema.columns.some((column) => column.name === name && column.type === type));
	return (files[0]?.schema.columns ?? []).filter((column) => !key.includes(column.name) && everywhere(column));
}

function keysOf(side: readonly RowFile[], key: readonly string[], compared: DatasetSchema['columns']): string {
	const print = compared.length > 0 ? `hash(${compared.map(valueOf).join(', ')})` : '0';
	const rows = side.map(
		(file) => `select ${keyOf(key)} as k, ${print} as print from ${sourceOf(file)} where ${key.map((name) => `${identifier(name)} is not null`).join(' and ')}`,
	);
	return `select k, min(print) as print from (${rows.join(' union all ')}) group by k`;
}

function keyOf(key: readonly string[]): string {
	return `concat_ws(' / ', ${key.map((name) => `cast(${identifier(name)} as varchar)`).join(', ')})`;
}

/** Numbers as doubles, so that 1 and 1.0 of two files are alike; anything else as text. */
function valueOf({ name, type }: DatasetSchema['columns'][number]): string {
	return type === 'number' || type === 'integer' ? `try_cast(${identifier(name)} as double)` : `cast(${identifier(name)} as varchar)`;
}

async function keysFrom(connection: DuckDBConnection, query: string): Promise<string[]> {
	const found = await connection.runAndReadAll(`select k ${query} order by k limit ${ROWS_SAMPLED}`);
	return found.getRowsJS().map(([key]) => String(key));
}

interface Sides {
	base: RowFile[];
	head: RowFile[];
	key: readonly string[];
	compared: DatasetSchema['columns'];
}

/** The values that differ in some changed rows, at most ROWS_SAMPLED. */
async function changedCells(connection: DuckDBConnection, keys: string[], { base, head, key, compared }: Sides): Promise<CellChange[]> {
	if (keys.length === 0) return [];
	const valuesOf = async (side: readonly RowFile[]) => {
		const wanted = keys.map(literal).join(', ');
		const columns = compared.map((column) => `cast(${valueOf(column)} as varchar)`).join(', ');
		const rows = side.map((file) => `select ${keyOf(key)} as k, ${columns} from ${sourceOf(file)} where ${keyOf(key)} in (${wanted})`);
		const read = await connection.runAndReadAll(rows.join(' union all '));
		const found = new Map<string, (string | null)[]>();
		for (const [name, ...values] of read.getRowsJS()) if (!found.has(String(name))) found.set(String(name), values as (string | null)[]);
		return found;
	};
	const [before, after] = [await valuesOf(base), await valuesOf(head)];
	return keys
		.flatMap((name) =>
			compared.flatMap(({ name: column }, at): CellChange[] => {
				const [from, to] = [before.get(name)?.[at] ?? null, after.get(name)?.[at] ?? null];
				return from === to ? [] : [{ key: name, column, base: from, head: to }];
			}),
		)
		.slice(0, ROWS_SAMPLED);
}
