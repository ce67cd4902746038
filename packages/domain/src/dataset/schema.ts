import { z } from 'zod';

/** A column's type as a reader of the data sees it, whatever the file format calls it. */
export const columnTypeSchema = z.enum(['boolean', 'integer', 'number', 'text', 'date', 'timestamp']);
export type ColumnType = z.infer<typeof columnTypeSchema>;

export const datasetColumnSchema = z.object({
	name: z.string().min(1).max(250),
	type: columnTypeSchema,
	/** Whether at least one row has no value here. */
	nullable: z.boolean(),
});
export type DatasetColumn = z.infer<typeof datasetColumnSchema>;

/** A dataset version's columns in file order. */
export const datasetSchemaSchema = z.object({ columns: z.array(datasetColumnSchema).max(2000) });
export type DatasetSchema = z.infer<typeof datasetSchemaSchema>;
