export { type BlockSums, type BootstrapOptions, blockBootstrap, DEFAULT_BOOTSTRAP } from './block-bootstrap.ts';
export { compareParity, DEFAULT_TOLERANCE, type ParityReport, parityReportSchema } from './compare-parity.ts';
export { comparePredictions, type ComparisonInput } from './compare-predictions.ts';
export { MAX_SLICES_PER_COLUMN } from './compare-slices.ts';
export {
	type ComparisonReport,
	comparisonReportSchema,
	type ComparisonVerdict,
	type MetricComparison,
	type SliceComparison,
} from './comparison-report.ts';
export { type ErrorMetrics, errorMetrics } from './error-metrics.ts';
export { indexBlocks, sumByBlock } from './group-blocks.ts';
export { MIN_BLOCKS, verdictOf } from './verdict.ts';
