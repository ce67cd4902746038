import { z } from 'zod';

const count = z.int().nonnegative();

/** Candidate minus baseline; an interval wholly below zero means the candidate errs less. */
export const intervalSchema = z.object({ low: z.number(), high: z.number() });

export const verdictSchema = z.enum(['better', 'worse', 'inconclusive']);
export type ComparisonVerdict = z.infer<typeof verdictSchema>;

export const metricComparisonSchema = z.object({
	name: z.enum(['mae', 'rmse', 'bias']),
	baseline: z.number(),
	candidate: z.number(),
	/** candidate - baseline. */
	delta: z.number(),
	/** Is the candidate's value nearer to zero? null when equal. Without regard to chance. */
	improved: z.boolean().nullable(),
});
export type MetricComparison = z.infer<typeof metricComparisonSchema>;

const errorMetricsSchema = z.object({ mae: z.number(), rmse: z.number(), bias: z.number() });

export const sliceComparisonSchema = z.object({
	column: z.string(),
	value: z.string(),
	rows: count,
	blocks: count,
	baselineMae: z.number(),
	candidateMae: z.number(),
	/** Difference of mean absolute error, candidate - baseline. */
	delta: z.number(),
	/** At the adjusted confidence; null for a slice with too few blocks to be judged. */
	interval: intervalSchema.nullable(),
	/** Of `delta`, from whole blocks; null for a slice that isn't judged, absent in reports of before it was kept. */
	standardError: z.number().nullable().optional(),
	verdict: verdictSchema,
});
export type SliceComparison = z.infer<typeof sliceComparisonSchema>;

/**
 * A comparison on held-out rows, as stored and shown. All errors in the target's unit.
 * `baseline` says what the candidate was compared with: the champion, or the naive column of a first version.
 */
export const comparisonReportSchema = z.object({
	baseline: z.enum(['champion', 'naive']),
	rows: count,
	blocks: count,
	metrics: z.array(metricComparisonSchema),
	/** Errors of the naive column, where there is one. */
	naive: errorMetricsSchema.nullable(),
	/** Difference of mean absolute error with its block-bootstrap interval; `interval` is null below two blocks. */
	difference: z.object({
		delta: z.number(),
		interval: intervalSchema.nullable(),
		confidence: z.number(),
		resamples: count,
		seed: z.int(),
	}),
	verdict: verdictSchema,
	sentence: z.string(),
	slices: z.object({
		/** `judged` slices share the error rate: each interval has confidence 1 - (1 - family) / judged (Bonferroni). */
		adjustment: z.literal('bonferroni'),
		familyConfidence: z.number(),
		confidence: z.number(),
		judged: count,
		/** Values left out of the table because a column has more than MAX_SLICES_PER_COLUMN, by column. */
		omitted: z.record(z.string(), count),
		rows: z.array(sliceComparisonSchema),
	}),
});
export type ComparisonReport = z.infer<typeof comparisonReportSchema>;
