export { type BlockSums, type BootstrapOptions, blockBootstrap, DEFAULT_BOOTSTRAP } from './block-bootstrap.ts';
export { classCurves, type ClassCurves, type ClassSide, type Confusion, isBinary, type RocPoint } from './class-curves.ts';
export { type CalibrationReport, calibrate } from './calibrate.ts';
export { compareParity, type ParityReport, parityReportSchema } from './compare-parity.ts';
export { comparePredictions, type ComparisonInput } from './compare-predictions.ts';
export {
	type ComparisonReport,
	comparisonReportSchema,
	type ComparisonVerdict,
	type MetricComparison,
	type SliceComparison,
} from './comparison-report.ts';
export { type ErrorMetrics, errorMetrics } from './error-metrics.ts';
export { type BehaviourDiff, type BehaviourInput, type ChangedRow, changedRows, diffBehaviour, losingSlices, type SliceMoves } from './diff-behaviour.ts';
export { errorCurves, type ErrorCurves, type ReliabilityPoint, type ScoredPair } from './error-curves.ts';
export { indexBlocks, sumByBlock } from './group-blocks.ts';
export { MIN_BLOCKS } from './verdict.ts';
