/*
 * Rules. No slice may be shown worse than the champion by more than a share of the champion's error in that slice.
 * Looking at many slices finds losses that aren't there: the judged ones share an error rate of 2.5 % (one side of 95 %) by Holm's
 * procedure, on Student's t of whole blocks. A slice with too few blocks is not judged and counts in no correction.
 * Passed means that no slice is shown worse, not that each is shown as good: the worst one is named with its interval.
 */
import { type ComparisonReport, MIN_BLOCKS, type SliceComparison } from '../comparison/index.ts';
import { formatCount, formatFigure, formatPValue, formatShare, formatSigned, holm, studentTTail } from '../statistics/index.ts';
import { type GateResult, gateResult } from './gate-result.ts';

const FAMILY_ERROR = 0.025;
const NAMED = 3;

/** Is no slice shown worse than the champion by more than `marginShare` (0.1 = 10 %) of its error there? */
export function judgeWorstSlice(report: ComparisonReport | null, marginShare: number): GateResult {
	const gate = 'worst-slice';
	if (report === null || report.baseline !== 'champion') return gateResult(gate, 'inconclusive', 'The candidate has not been compared with the champion yet.');
	const { rows } = report.slices;
	if (rows.length === 0) return gateResult(gate, 'inconclusive', 'The endpoint declares no column to slice by.');
	const judged = rows.flatMap((slice) => (slice.interval && typeof slice.standardError === 'number' ? { slice, p: pValueOf(slice, marginShare) } : []));
	const unjudged = rows.length - judged.length;
	const evidence = { judged: judged.length, unjudged, marginShare, correction: 'Holm', familyError: FAMILY_ERROR };
	if (judged.length === 0) return gateResult(gate, 'inconclusive', `No slice has the ${MIN_BLOCKS} blocks that a conclusion needs.`, evidence);
	const answers = holm(
		judged.map(({ p }) => p),
		FAMILY_ERROR,
	);
	const ranked = judged.map((one, i) => ({ ...one, ...answers[i] })).sort((a, b) => a.p - b.p);
	const lost = ranked.filter(({ rejected }) => rejected);
	const worst = ranked[0];
	if (!worst) return gateResult(gate, 'inconclusive', 'No slice was judged.', evidence);
	const size = `${formatCount(judged.length)} ${judged.length === 1 ? 'slice' : 'slices'} judged, Holm-corrected at ${formatShare(FAMILY_ERROR)}`;
	const beside = unjudged > 0 ? `, ${formatCount(unjudged)} with too few blocks` : '';
	const figures = {
		...evidence,
		worst: nameOf(worst.slice),
		delta: worst.slice.delta,
		low: worst.slice.interval?.low ?? null,
		high: worst.slice.interval?.high ?? null,
		pValue: worst.p,
		limit: worst.limit ?? null,
		lost: lost.map(({ slice }) => nameOf(slice)),
	};
	const limit = `${formatShare(marginShare)} of the champion's error`;
	if (lost.length === 0) {
		const sentence = `No slice is shown worse by more than ${limit}. The nearest to it is ${describe(worst.slice, marginShare)} (${size}${beside}).`;
		return gateResult(gate, 'passed', sentence, figures);
	}
	const names = lost.slice(0, NAMED).map(({ slice }) => describe(slice, marginShare));
	const more = lost.length > NAMED ? ` and ${lost.length - NAMED} more` : '';
	const p = `p ${formatPValue(worst.p)} against a limit of ${formatPValue(worst.limit ?? 0)}`;
	return gateResult(gate, 'failed', `Shown worse by more than ${limit}: ${names.join('; ')}${more}; ${p} (${size}${beside}).`, figures);
}

function pValueOf(slice: SliceComparison, marginShare: number): number {
	const beyond = slice.delta - marginShare * slice.baselineMae;
	const error = slice.standardError ?? 0;
	if (error === 0) return beyond > 0 ? 0 : 1;
	const tail = studentTTail(Math.abs(beyond / error), slice.blocks - 1);
	return beyond > 0 ? tail : 1 - tail;
}

function nameOf({ column, value }: SliceComparison): string {
	return `${column} ${value}`;
}

function describe(slice: SliceComparison, marginShare: number): string {
	const { interval, delta, rows, blocks } = slice;
	const range = interval ? `, interval ${formatSigned(interval.low)} to ${formatSigned(interval.high)}` : '';
	const allowed = `allowed ${formatFigure(marginShare * slice.baselineMae)}`;
	return `${nameOf(slice)} ${formatSigned(delta)}${range}, ${allowed}, ${formatCount(rows)} rows in ${formatCount(blocks)} blocks`;
}
