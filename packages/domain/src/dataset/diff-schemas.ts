import type { DatasetColumn, DatasetSchema } from './schema.ts';

/** One difference between two schemas. `base` or `head` is null where the column is not there. */
export interface SchemaChange {
	column: string;
	change: 'added' | 'removed' | 'type-changed' | 'nullable-changed';
	base: DatasetColumn | null;
	head: DatasetColumn | null;
	sentence: string;
}

/** What differs between base and head: first what head lost or altered (base's order), then what it gained. */
export function diffSchemas(base: DatasetSchema, head: DatasetSchema): SchemaChange[] {
	const headByName = new Map(head.columns.map((column) => [column.name, column]));
	const baseNames = new Set(base.columns.map((column) => column.name));
	const altered = base.columns.flatMap((column) => compareColumn(column, headByName.get(column.name) ?? null));
	const added = head.columns
		.filter((column) => !baseNames.has(column.name))
		.map(
			(column): SchemaChange => ({
				column: column.name,
				change: 'added',
				base: null,
				head: column,
				sentence: `column "${column.name}" (${column.type}) was added`,
			}),
		);
	return [...altered, ...added];
}

function compareColumn(base: DatasetColumn, head: DatasetColumn | null): SchemaChange[] {
	const column = base.name;
	if (head === null) {
		return [{ column, change: 'removed', base, head, sentence: `column "${column}" (${base.type}) was removed` }];
	}
	const changes: SchemaChange[] = [];
	if (base.type !== head.type) {
		const sentence = `column "${column}" was ${base.type} and is ${head.type}`;
		changes.push({ column, change: 'type-changed', base, head, sentence });
	}
	if (base.nullable !== head.nullable) {
		const sentence = head.nullable ? `column "${column}" now has rows without a value` : `column "${column}" no longer has rows without a value`;
		changes.push({ column, change: 'nullable-changed', base, head, sentence });
	}
	return changes;
}
