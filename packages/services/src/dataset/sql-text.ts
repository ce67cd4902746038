/** A text as DuckDB's SQL writes it. */
export function literal(text: string): string {
	return `'${text.replaceAll("'", "''")}'`;
}

/** A column's name as DuckDB's SQL writes it. */
export function identifier(name: string): string {
	return `"${name.replaceAll('"', '""')}"`;
}

/** A stored file as a table. */
export function sourceOf({ path, format }: { path: string; format: 'parquet' | 'csv' }): string {
	return format === 'parquet' ? `read_parquet(${literal(path)})` : `read_csv(${literal(path)}, header = true, sample_size = -1)`;
}
