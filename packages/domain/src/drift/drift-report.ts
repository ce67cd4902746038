import { z } from 'zod';

const count = z.int().nonnegative();

/** For drawing. Numeric: equal-width `edges`, one more than counts. Category: `values` names each count. */
export const driftBarsSchema = z.discriminatedUnion('kind', [
	z.object({
		kind: z.literal('numeric'),
		edges: z.array(z.number()),
		reference: z.array(count),
		current: z.array(count),
	}),
	z.object({
		kind: z.literal('category'),
		values: z.array(z.string()),
		reference: z.array(count),
		current: z.array(count),
	}),
]);
export type DriftBars = z.infer<typeof driftBarsSchema>;

export const columnDriftSchema = z.object({
	column: z.string(),
	/** The test with the smaller p: of the values ('ks', 'chi-square'), or of how many are missing ('missing'). */
	test: z.enum(['ks', 'chi-square', 'missing']),
	/** KS distance 0 .. 1, or chi-square. */
	statistic: z.number(),
	pValue: z.number(),
	/** Benjamini-Hochberg over the report's columns. */
	adjustedPValue: z.number(),
	effectName: z.enum(['psi', 'js-distance']),
	/** Chance-corrected size of the move. */
	effect: z.number(),
	margin: z.number(),
	/** Chance-corrected PSI, whatever the effect's name, so that columns can be ranked on one scale. */
	psi: z.number(),
	drifted: z.boolean(),
	referenceRows: count,
	currentRows: count,
	/** Shares 0 .. 1. */
	referenceMissing: z.number(),
	currentMissing: z.number(),
	/** null for categories and for columns without a value. */
	referenceMean: z.number().nullable(),
	currentMean: z.number().nullable(),
	bars: driftBarsSchema,
	sentence: z.string(),
});
export type ColumnDrift = z.infer<typeof columnDriftSchema>;

export const driftReportSchema = z.object({
	verdict: z.enum(['drifted', 'steady', 'not-enough-data']),
	rows: count,
	alpha: z.number(),
	/** Names of the drifted columns, largest PSI first. */
	drifted: z.array(z.string()),
	columns: z.array(columnDriftSchema),
	sentence: z.string(),
});
export type DriftReport = z.infer<typeof driftReportSchema>;
