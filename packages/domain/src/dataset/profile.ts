import { z } from 'zod';
import type { ColumnType } from './schema.ts';

/** Levels of a profile's quantiles: 0, 0.05, ... 1. */
export const PROFILE_LEVELS: readonly number[] = Array.from({ length: 21 }, (_, step) => step / 20);
/** How many most frequent values a profile keeps by name; the rest is counted together. */
export const PROFILE_TOP_VALUES = 200;
/** Bins of the histogram that is drawn. */
export const PROFILE_HISTOGRAM_BINS = 20;

const count = z.int().nonnegative();

/** Equal-width bins for drawing: `counts[i]` rows lie in [edges[i], edges[i + 1]), the last bin closed; one edge more than counts. */
export const histogramSchema = z.object({ edges: z.array(z.number()), counts: z.array(count) });

/**
 * Bins for drift tests, made from the column's own quantiles (`driftEdges`): `counts[0]` lies below `edges[0]`,
 * `counts[i]` in [edges[i - 1], edges[i]), the last at or above the last edge; one count more than edges.
 */
export const driftBinsSchema = z.object({ edges: z.array(z.number()), counts: z.array(count) });
export type DriftBins = z.infer<typeof driftBinsSchema>;

const columnBase = {
	name: z.string(),
	/** All rows, those without a value among them. */
	count,
	/** Rows without a value (null, or not a number in a numeric column). */
	missing: count,
	/** Different values; null where it was not counted. */
	distinct: count.nullable(),
};

/** Statistics are null when every row is missing. `std` is the sample's (n - 1); null below two values. */
export const numericColumnProfileSchema = z.object({
	...columnBase,
	kind: z.literal('numeric'),
	min: z.number().nullable(),
	max: z.number().nullable(),
	mean: z.number().nullable(),
	std: z.number().nullable(),
	/** Values at PROFILE_LEVELS (type 7); empty when every row is missing. */
	quantiles: z.array(z.number()),
	histogram: histogramSchema,
	driftBins: driftBinsSchema,
});
export type NumericColumnProfile = z.infer<typeof numericColumnProfileSchema>;

/** Dates and timestamps; `min` and `max` in ms since the epoch, UTC. */
export const timestampColumnProfileSchema = z.object({
	...columnBase,
	kind: z.literal('timestamp'),
	min: z.number().nullable(),
	max: z.number().nullable(),
	histogram: histogramSchema,
});
export type TimestampColumnProfile = z.infer<typeof timestampColumnProfileSchema>;

/** `top`: most frequent first, ties by value; `otherCount`: rows with a value that isn't in `top`. */
const categories = {
	top: z.array(z.object({ value: z.string(), count })),
	otherCount: count,
};

export const textColumnProfileSchema = z.object({ ...columnBase, kind: z.literal('text'), ...categories });
/** Values are 'true' and 'false'. */
export const booleanColumnProfileSchema = z.object({ ...columnBase, kind: z.literal('boolean'), ...categories });
export type CategoryColumnProfile = z.infer<typeof textColumnProfileSchema> | z.infer<typeof booleanColumnProfileSchema>;

export const columnProfileSchema = z.discriminatedUnion('kind', [
	numericColumnProfileSchema,
	textColumnProfileSchema,
	booleanColumnProfileSchema,
	timestampColumnProfileSchema,
]);
export type ColumnProfile = z.infer<typeof columnProfileSchema>;
export type ColumnKind = ColumnProfile['kind'];

/** How a column of a type is profiled. */
export const KIND_OF_TYPE: Record<ColumnType, ColumnKind> = {
	boolean: 'boolean',
	integer: 'numeric',
	number: 'numeric',
	text: 'text',
	date: 'timestamp',
	timestamp: 'timestamp',
};

/** What is known of a dataset version, or of a window of predictions, without its rows. */
export const datasetProfileSchema = z.object({ rows: count, columns: z.array(columnProfileSchema) });
export type DatasetProfile = z.infer<typeof datasetProfileSchema>;
