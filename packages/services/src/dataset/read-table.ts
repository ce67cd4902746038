import { type DuckDBConnection, DuckDBInstance, DuckDBTypeId, type JS } from '@duckdb/node-api';
import type { ColumnTable, ColumnType } from '@interlock/domain/dataset';
import { DomainError } from '@interlock/domain/error';
import { identifier, literal, sourceOf } from './sql-text.ts';

export interface DataTable extends ColumnTable {
	columns: { name: string; type: ColumnType; nullable: boolean; values: JS[] }[];
}

export interface TableLimits {
	rows: number;
	columns: number;
	/** Rows x columns: what is held in memory at once. */
	cells: number;
}

export const TABLE_LIMITS: TableLimits = { rows: 5_000_000, columns: 2_000, cells: 60_000_000 };

/**
 * Reads a CSV or Parquet file whole, by columns, with DuckDB shut in: it may open this one file and nothing else.
 * Counts before it reads: a small file may unpack to more than fits. Throws DomainError `invalid` when the file can't be read and
 * `too-large` when it is beyond the limits.
 */
export async function readTable(path: string, format: 'parquet' | 'csv', onlyColumns?: readonly string[], limits = TABLE_LIMITS): Promise<DataTable> {
	const instance = await DuckDBInstance.create(':memory:', {
		threads: '2',
		memory_limit: '2GB',
		autoinstall_known_extensions: 'false',
		autoload_known_extensions: 'false',
	});
	try {
		const connection = await instance.connect();
		await connection.run(`set allowed_paths = [${literal(path)}]`);
		await connection.run('set enable_external_access = false');
		await connection.run('set lock_configuration = true');
		const source = sourceOf({ path, format });
		const wanted = onlyColumns ? onlyColumns.map(identifier).join(', ') : '*';
		await refuseBeyond(connection, `select ${wanted} from ${source}`, limits);
		const reader = await connection.runAndReadAll(`select ${wanted} from ${source}`);
		const names = reader.columnNames();
		const values = reader.getColumnsJS();
		return {
			rows: reader.currentRowCount,
			columns: names.map((name, i) => {
				const column = values[i] ?? [];
				return { name, type: columnType(name, reader.columnTypeId(i)), nullable: column.some((v) => v === null), values: column };
			}),
		};
	} catch (error) {
		if (error instanceof DomainError) throw error;
		const line = error instanceof Error ? error.message.split('\n')[0]?.replaceAll(path, 'the file') : 'unreadable';
		throw new DomainError('invalid', `file: can't be read as ${format} (${line})`, { field: 'file', value: format });
	} finally {
		instance.closeSync();
	}
}

async function refuseBeyond(connection: DuckDBConnection, query: string, limits: TableLimits): Promise<void> {
	const columns = (await connection.runAndReadAll(`describe ${query}`)).currentRowCount;
	if (columns > limits.columns) throw beyond('columns', columns, limits.columns);
	const [[rows] = []] = (await connection.runAndReadAll(`select count(*)::double from (${query})`)).getRowsJS();
	if (Number(rows) > limits.rows) throw beyond('rows', Number(rows), limits.rows);
	if (Number(rows) * columns > limits.cells) throw beyond('values', Number(rows) * columns, limits.cells);
}

const TYPES: Partial<Record<DuckDBTypeId, ColumnType>> = {
	[DuckDBTypeId.BOOLEAN]: 'boolean',
	[DuckDBTypeId.TINYINT]: 'integer',
	[DuckDBTypeId.SMALLINT]: 'integer',
	[DuckDBTypeId.INTEGER]: 'integer',
	[DuckDBTypeId.BIGINT]: 'integer',
	[DuckDBTypeId.UTINYINT]: 'integer',
	[DuckDBTypeId.USMALLINT]: 'integer',
	[DuckDBTypeId.UINTEGER]: 'integer',
	[DuckDBTypeId.UBIGINT]: 'integer',
	[DuckDBTypeId.FLOAT]: 'number',
	[DuckDBTypeId.DOUBLE]: 'number',
	[DuckDBTypeId.DECIMAL]: 'number',
	[DuckDBTypeId.HUGEINT]: 'number',
	[DuckDBTypeId.VARCHAR]: 'text',
	[DuckDBTypeId.ENUM]: 'text',
	[DuckDBTypeId.UUID]: 'text',
	[DuckDBTypeId.DATE]: 'date',
	[DuckDBTypeId.TIMESTAMP]: 'timestamp',
	[DuckDBTypeId.TIMESTAMP_S]: 'timestamp',
	[DuckDBTypeId.TIMESTAMP_MS]: 'timestamp',
	[DuckDBTypeId.TIMESTAMP_NS]: 'timestamp',
	[DuckDBTypeId.TIMESTAMP_TZ]: 'timestamp',
	[DuckDBTypeId.SQLNULL]: 'text',
};

function columnType(name: string, id: DuckDBTypeId): ColumnType {
	const type = TYPES[id];
	if (!type)
		throw new DomainError('invalid', `file: column "${name}" has a type that is no boolean, number, text, date or timestamp`, {
			field: name,
			value: DuckDBTypeId[id],
		});
	return type;
}

function beyond(what: string, value: number, limit: number): DomainError {
	return new DomainError('too-large', `file: ${value} ${what}; the limit is ${limit}`, { field: 'file', value, limit: `${limit} ${what}` });
}
