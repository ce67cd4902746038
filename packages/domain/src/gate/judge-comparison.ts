/*
 * Rules. All three look at the interval of the difference of mean absolute error (candidate - baseline), never at the
 * point alone, and none concludes anything from fewer blocks than a comparison needs.
 * Superiority: passed when the interval lies wholly below zero, failed when wholly above, otherwise inconclusive.
 * Non-inferiority: passed when it lies wholly below the margin, failed when wholly above, otherwise inconclusive. The
 * margin is a share of the champion's error, so that one policy fits models of any unit.
 * Beats naive: superiority of a first version over the naive column.
 * Without the comparison that a gate is about it is inconclusive.
 */
import { type ComparisonReport, MIN_BLOCKS } from '../comparison/index.ts';
import { formatCount, formatFigure, formatShare, formatSigned } from '../statistics/index.ts';
import { type GateKind, type GateResult, type GateStatus, gateResult } from './gate-result.ts';

/** Is the candidate shown better than the champion? A retrain's gate. */
export function judgeSuperiority(report: ComparisonReport | null): GateResult {
	return judgeAgainst('superiority', 'champion', 0, report);
}

/** Is the candidate shown better than the naive column? A first version's gate. */
export function judgeBeatsNaive(report: ComparisonReport | null): GateResult {
	return judgeAgainst('beats-naive', 'naive', 0, report);
}

/** Is the candidate shown to be worse by less than `marginShare` (0.02 = 2 %) of the champion's error? A person's gate. */
export function judgeNonInferiority(report: ComparisonReport | null, marginShare: number): GateResult {
	return judgeAgainst('non-inferiority', 'champion', marginShare, report);
}

const RIVAL = { champion: 'the champion', naive: 'the naive rule' };

function judgeAgainst(gate: GateKind, baseline: ComparisonReport['baseline'], marginShare: number, report: ComparisonReport | null): GateResult {
	const rival = RIVAL[baseline];
	if (report === null) return gateResult(gate, 'inconclusive', `The candidate has not been compared with ${rival} yet.`);
	if (report.baseline !== baseline) {
		const sentence = `The candidate was compared with ${RIVAL[report.baseline]}, not with ${rival}.`;
		return gateResult(gate, 'inconclusive', sentence);
	}
	const mae = report.metrics.find((metric) => metric.name === 'mae');
	const margin = marginShare * (mae?.baseline ?? 0);
	const { interval, delta, confidence } = report.difference;
	const evidence = {
		delta,
		low: interval?.low ?? null,
		high: interval?.high ?? null,
		confidence,
		margin,
		marginShare,
		baselineMae: mae?.baseline ?? null,
		candidateMae: mae?.candidate ?? null,
		rows: report.rows,
		blocks: report.blocks,
	};
	const size = `${formatCount(report.rows)} rows in ${formatCount(report.blocks)} blocks`;
	if (interval === null || report.blocks < MIN_BLOCKS) {
		const sentence = `${size} are too few to conclude anything; it takes ${MIN_BLOCKS} blocks.`;
		return gateResult(gate, 'inconclusive', sentence, evidence);
	}
	const status = statusOf(interval, margin);
	const range = `The difference of mean absolute error is ${formatSigned(delta)}, ${formatShare(confidence)} interval ${formatSigned(interval.low)} to ${formatSigned(interval.high)}`;
	return gateResult(gate, status, `${claimOf(status, rival, marginShare, margin)} ${range}, over ${size}.`, evidence);
}

function statusOf({ low, high }: { low: number; high: number }, margin: number): GateStatus {
	if (high < margin) return 'passed';
	return low > margin ? 'failed' : 'inconclusive';
}

function claimOf(status: GateStatus, rival: string, marginShare: number, margin: number): string {
	if (marginShare === 0) {
		if (status === 'passed') return `The candidate is shown better than ${rival}.`;
		if (status === 'failed') return `The candidate is shown worse than ${rival}.`;
		return `The candidate is not shown better than ${rival}, nor worse.`;
	}
	const limit = `the allowed ${formatFigure(margin)} (${formatShare(marginShare)} of ${rival}'s error)`;
	if (status === 'passed') return `The candidate is shown to be worse than ${rival} by less than ${limit}, if at all.`;
	if (status === 'failed') return `The candidate is shown to be worse than ${rival} by more than ${limit}.`;
	return `The candidate may be worse than ${rival} by more than ${limit}, or not.`;
}
