/*
 * Rules. The interval decides, not the point: better when it lies wholly below zero, worse when wholly above, otherwise
 * inconclusive. Touching zero is inconclusive. With fewer than ten blocks nothing is concluded: rows of a block share
 * their luck, so a thousand rows of three days are three observations.
 */
import type { ComparisonVerdict } from './comparison-report.ts';

export const MIN_BLOCKS = 10;

/** Judges the interval of (candidate - baseline) mean absolute error. */
export function verdictOf(interval: { low: number; high: number } | null, blocks: number): ComparisonVerdict {
	if (interval === null || blocks < MIN_BLOCKS) return 'inconclusive';
	if (interval.high < 0) return 'better';
	if (interval.low > 0) return 'worse';
	return 'inconclusive';
}
