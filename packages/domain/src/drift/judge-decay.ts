/*
 * Rules. A model decays when the window's mean absolute error exceeds the reference's by more than the margin, and surely:
 * the block-bootstrap interval of (window - reference) lies wholly above zero. The reference error is taken as known.
 * Labels that come early may be of the easy cases, so a window is judged once enough of its predictions have a label, and
 * only over at least ten blocks.
 */
import { z } from 'zod';
import { type BootstrapOptions, blockBootstrap, DEFAULT_BOOTSTRAP, errorMetrics, indexBlocks, MIN_BLOCKS, sumByBlock } from '../comparison/index.ts';
import { formatCount, formatFigure, formatShare, formatSigned, valueAt } from '../statistics/index.ts';

/** A window's labelled predictions, in the target's unit; all columns of one length. */
export interface DecayInput {
	actual: ArrayLike<number>;
	predicted: ArrayLike<number>;
	block: readonly string[];
	/** All answered predictions of the window, labelled or not. */
	predictions: number;
	/** The champion's mean absolute error where it was accepted. */
	referenceMae: number;
}

/** `marginShare`: allowed excess as a share of the reference error. `minCoverage`: least share of predictions with a label. */
export interface DecayOptions extends BootstrapOptions {
	marginShare: number;
	minLabels: number;
	minCoverage: number;
}
export const DEFAULT_DECAY_OPTIONS: DecayOptions = {
	...DEFAULT_BOOTSTRAP,
	marginShare: 0.05,
	minLabels: 100,
	minCoverage: 0.8,
};

const count = z.int().nonnegative();

/** Errors in the target's unit; `mae`, `rmse`, `bias` are null without labels, `interval` below two blocks. */
export const decayReportSchema = z.object({
	verdict: z.enum(['decayed', 'steady', 'not-enough-labels']),
	predictions: count,
	labelled: count,
	/** labelled / predictions, 0 .. 1. */
	coverage: z.number(),
	blocks: count,
	mae: z.number().nullable(),
	rmse: z.number().nullable(),
	bias: z.number().nullable(),
	referenceMae: z.number(),
	/** The error above which the window counts as decayed. */
	limitMae: z.number(),
	/** Of (window - reference) mean absolute error. */
	interval: z.object({ low: z.number(), high: z.number() }).nullable(),
	confidence: z.number(),
	sentence: z.string(),
});
export type DecayReport = z.infer<typeof decayReportSchema>;

/** Judges a window's error against the reference's. Deterministic for a seed and independent of row order. */
export function judgeDecay(input: DecayInput, options: Partial<DecayOptions> = {}): DecayReport {
	const { marginShare, minLabels, minCoverage, ...bootstrap } = { ...DEFAULT_DECAY_OPTIONS, ...options };
	const { actual, predicted, block, predictions, referenceMae } = input;
	const labelled = actual.length;
	const blocks = indexBlocks(block);
	const excess = Float64Array.from({ length: labelled }, (_, row) => Math.abs(valueAt(predicted, row) - valueAt(actual, row)) - referenceMae);
	const interval = labelled === 0 ? null : blockBootstrap(sumByBlock(excess, blocks), bootstrap);
	const metrics = labelled === 0 ? { mae: null, rmse: null, bias: null } : errorMetrics(actual, predicted);
	const coverage = predictions === 0 ? 0 : labelled / predictions;
	const limitMae = referenceMae * (1 + marginShare);
	const enough = labelled >= minLabels && coverage >= minCoverage && blocks.names.length >= MIN_BLOCKS;
	const exceeds = metrics.mae !== null && metrics.mae > limitMae && interval !== null && interval.low > 0;
	const report: Omit<DecayReport, 'sentence'> = {
		verdict: enough ? (exceeds ? 'decayed' : 'steady') : 'not-enough-labels',
		predictions,
		labelled,
		coverage,
		blocks: blocks.names.length,
		...metrics,
		referenceMae,
		limitMae,
		interval,
		confidence: bootstrap.confidence,
	};
	return { ...report, sentence: describeDecay(report, minLabels, minCoverage) };
}

function describeDecay(report: Omit<DecayReport, 'sentence'>, minLabels: number, minCoverage: number): string {
	const { verdict, mae, referenceMae, limitMae, interval, blocks, labelled, predictions, coverage, confidence } = report;
	const labels = `${formatCount(labelled)} of ${formatCount(predictions)} predictions have a label (${formatShare(coverage)}), in ${formatCount(blocks)} blocks`;
	if (verdict === 'not-enough-labels' || mae === null || interval === null) {
		const needed = `${formatCount(minLabels)} labels, ${formatShare(minCoverage)} of the predictions and ${MIN_BLOCKS} blocks`;
		return `Not judged yet: ${labels}; it takes ${needed}.`;
	}
	const range = `difference ${formatSigned(mae - referenceMae)}, ${formatShare(confidence)} interval ${formatSigned(interval.low)} to ${formatSigned(interval.high)}`;
	const figures = `mean absolute error ${formatFigure(mae)} against ${formatFigure(referenceMae)}, limit ${formatFigure(limitMae)}; ${range}; ${labels}`;
	return verdict === 'decayed' ? `The model decayed: ${figures}.` : `The model holds: ${figures}.`;
}
