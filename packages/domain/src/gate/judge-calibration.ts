/*
 * Rules. The interval decides, not the point: passed when it lies wholly within the limits, failed when wholly outside, otherwise
 * inconclusive; of two figures the worse verdict stands. Fewer blocks than a comparison needs conclude nothing.
 * Numbers: slope of actual on predicted within 1 +- a tolerance, and bias within a share of the mean absolute error.
 * Probabilities: expected calibration error up to a limit.
 */
import { type CalibrationReport, MIN_BLOCKS } from '../comparison/index.ts';
import { formatCount, formatFigure, formatShare, formatSigned } from '../statistics/index.ts';
import { type GateResult, type GateStatus, gateResult } from './gate-result.ts';

/** `slopeTolerance` 0.2: slope 0.8 to 1.2. `biasShare` 0.25: a quarter of the error. `maxEce` 0 .. 1. */
export interface CalibrationLimits {
	slopeTolerance: number;
	biasShare: number;
	maxEce: number;
}

/** Is what the candidate predicts what happens on average? */
export function judgeCalibration(report: CalibrationReport | null, limits: CalibrationLimits): GateResult {
	const gate = 'calibration';
	if (!report) return gateResult(gate, 'inconclusive', "The candidate's calibration has not been measured yet.");
	const size = `${formatCount(report.rows)} rows in ${formatCount(report.blocks)} blocks`;
	if (report.blocks < MIN_BLOCKS) return gateResult(gate, 'inconclusive', `${size} are too few to conclude anything; it takes ${MIN_BLOCKS} blocks.`);
	if (report.kind === 'probabilities') {
		const { ece } = report;
		const status = within(ece, 0, limits.maxEce);
		const sentence = `Expected calibration error ${figure(ece)}, at most ${formatFigure(limits.maxEce)} allowed, ${report.bins.length} bins, ${size}.`;
		return gateResult(gate, status, sentence, { ece: ece.value, ...ends(ece), maxEce: limits.maxEce, rows: report.rows, blocks: report.blocks });
	}
	const { slope, bias, mae } = report;
	const maxBias = limits.biasShare * mae;
	const statuses = [within(slope, 1 - limits.slopeTolerance, 1 + limits.slopeTolerance), within(bias, -maxBias, maxBias)];
	const status = statuses.includes('failed') ? 'failed' : statuses.includes('inconclusive') ? 'inconclusive' : 'passed';
	const slopes = `Slope of actual on predicted ${figure(slope)}, allowed ${formatFigure(1 - limits.slopeTolerance)} to ${formatFigure(1 + limits.slopeTolerance)}`;
	const biases = `bias ${figure(bias, formatSigned)}, allowed ${formatFigure(maxBias)} either way (${formatShare(limits.biasShare)} of the error)`;
	return gateResult(gate, status, `${slopes}; ${biases}; ${size}.`, {
		slope: slope.value,
		slopeLow: slope.interval?.low ?? null,
		slopeHigh: slope.interval?.high ?? null,
		bias: bias.value,
		biasLow: bias.interval?.low ?? null,
		biasHigh: bias.interval?.high ?? null,
		maxBias,
		slopeTolerance: limits.slopeTolerance,
		rows: report.rows,
		blocks: report.blocks,
	});
}

interface Figure {
	value: number;
	interval: { low: number; high: number } | null;
}

function within({ interval }: Figure, low: number, high: number): GateStatus {
	if (!interval) return 'inconclusive';
	if (interval.low >= low && interval.high <= high) return 'passed';
	return interval.high < low || interval.low > high ? 'failed' : 'inconclusive';
}

function ends({ interval }: Figure): { low: number | null; high: number | null } {
	return { low: interval?.low ?? null, high: interval?.high ?? null };
}

function figure({ value, interval }: Figure, format = formatFigure): string {
	return interval ? `${format(value)} (interval ${format(interval.low)} to ${format(interval.high)})` : format(value);
}
