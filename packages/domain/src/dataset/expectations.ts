import { z } from 'zod';
import { columnTypeSchema } from './schema.ts';

const name = z.string().min(1).max(250);

export const columnExpectationSchema = z
	.strictObject({
		name,
		/** `number` also takes integers, `timestamp` also dates, `text` anything. */
		type: columnTypeSchema.optional(),
		/** True: every row needs a value. */
		notNull: z.boolean().optional(),
		/** Smallest and largest allowed value, both included; for numbers. Missing rows are not judged. */
		min: z.number().optional(),
		max: z.number().optional(),
		/** The only values allowed, compared as text. */
		allowed: z
			.array(z.union([z.string(), z.number(), z.boolean()]))
			.min(1)
			.max(10_000)
			.optional(),
	})
	.refine((column) => column.min === undefined || column.max === undefined || column.min <= column.max, {
		message: 'min must not be above max',
	});
export type ColumnExpectation = z.infer<typeof columnExpectationSchema>;

/** What every version of a dataset promises; a file that breaks one promise is refused whole. */
export const expectationsSchema = z
	.strictObject({
		rowCount: z.strictObject({ min: z.int().nonnegative().optional(), max: z.int().nonnegative().optional() }).optional(),
		/** Columns whose values together name a row: no two rows alike, none of them missing. */
		uniqueKey: z.array(name).min(1).max(20).optional(),
		/** Every column listed must be there. */
		columns: z.array(columnExpectationSchema).max(2000),
		/** True: no column may be there that isn't listed. */
		noOtherColumns: z.boolean().optional(),
	})
	.refine((all) => new Set(all.columns.map((column) => column.name)).size === all.columns.length, {
		message: 'a column is listed twice',
		path: ['columns'],
	});
export type Expectations = z.infer<typeof expectationsSchema>;

export const EXPECTATION_KINDS = ['column-present', 'no-other-columns', 'row-count', 'type', 'not-null', 'min', 'max', 'allowed', 'unique-key'] as const;

/** One broken promise. `row` counts data rows from 1 (a CSV's header is not a row); null where it is not about one row. */
export const violationSchema = z.object({
	expectation: z.enum(EXPECTATION_KINDS),
	column: z.string().nullable(),
	row: z.int().positive().nullable(),
	value: z.string().nullable(),
	limit: z.string().nullable(),
	sentence: z.string(),
});
export type Violation = z.infer<typeof violationSchema>;

/** `checked`: promises looked at; `violationCount` counts all, `violations` shows the first MAX_VIOLATIONS_SHOWN. */
export const expectationReportSchema = z.object({
	passed: z.boolean(),
	checked: z.int().nonnegative(),
	violationCount: z.int().nonnegative(),
	violations: z.array(violationSchema),
});
export type ExpectationReport = z.infer<typeof expectationReportSchema>;
export const MAX_VIOLATIONS_SHOWN = 20;
