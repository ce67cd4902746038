/*
 * Rules. What a model was trained on says nothing about rows it hasn't seen, so the held-out rows must not be among the training rows.
 * Three ways to be among them: the same values in every column the model takes; the same key; a time that isn't after all of training.
 * Equal values can be chance where columns are coarse, so the policy allows a share of them. Keys and times allow nothing.
 * What can't be looked at (no such column, no stored training data) is said and concludes nothing by itself.
 */
import { formatCount, formatShare } from '../statistics/index.ts';
import { type GateResult, gateResult } from './gate-result.ts';

/** Held-out rows found among the training rows. `examples`: at most five, as texts. */
export interface Overlap {
	shared: number;
	examples: string[];
}

export interface LeakageReport {
	holdoutRows: number;
	trainRows: number;
	/** By every column the candidate takes. */
	rows: Overlap & { columns: number };
	/** By the endpoint's key column; null where either side lacks it. */
	keys: (Overlap & { column: string }) | null;
	/** By the endpoint's time column: held-out rows at or before the last training row; null where either side lacks it. */
	times: (Overlap & { column: string; lastTrained: string; firstHeldOut: string }) | null;
}

/** `maxRowShare` 0.01: one held-out row in a hundred may equal a training row in all columns. */
export interface LeakageLimits {
	maxRowShare: number;
	time: boolean;
}

/** Are the held-out rows new to the candidate? */
export function judgeLeakage(report: LeakageReport | null, limits: LeakageLimits): GateResult {
	const gate = 'leakage';
	if (!report)
		return gateResult(gate, 'inconclusive', 'The data that the candidate was trained on is no dataset version of this project, so it could not be looked at.');
	const { holdoutRows, trainRows, rows, keys, times } = report;
	const rowShare = rows.shared / holdoutRows;
	const late = limits.time ? times : null;
	const problems = [
		...(keys && keys.shared > 0 ? [`${share(keys.shared, holdoutRows)} have a ${keys.column} that was trained on${suchAs(keys.examples)}`] : []),
		...(rowShare > limits.maxRowShare
			? [`${share(rows.shared, holdoutRows)} equal a training row in all ${rows.columns} columns${suchAs(rows.examples)}`]
			: []),
		...(late && late.shared > 0
			? [`${share(late.shared, holdoutRows)} are not later than the last training row (${late.column} ${late.lastTrained})${suchAs(late.examples)}`]
			: []),
	];
	const evidence = {
		holdoutRows,
		trainRows,
		sharedRows: rows.shared,
		sharedRowShare: rowShare,
		maxRowShare: limits.maxRowShare,
		sharedKeys: keys?.shared ?? null,
		keyColumn: keys?.column ?? null,
		notLater: late?.shared ?? null,
		lastTrained: times?.lastTrained ?? null,
		firstHeldOut: times?.firstHeldOut ?? null,
		examples: [...(keys?.examples ?? []), ...rows.examples, ...(late?.examples ?? [])].slice(0, 10),
	};
	if (problems.length > 0) return gateResult(gate, 'failed', `Of ${formatCount(holdoutRows)} held-out rows ${problems.join('; ')}.`, evidence);
	const found = [
		rows.shared === 0
			? 'none equals a training row'
			: `${share(rows.shared, holdoutRows)} equal a training row, at most ${formatShare(limits.maxRowShare)} allowed`,
		...(keys ? [`no ${keys.column} was trained on`] : []),
		...(late ? [`all are later than the last training row (${late.lastTrained})`] : []),
	];
	return gateResult(
		gate,
		'passed',
		`Of ${formatCount(holdoutRows)} held-out rows, against ${formatCount(trainRows)} of training: ${found.join(', ')}.`,
		evidence,
	);
}

function share(part: number, whole: number): string {
	return `${formatCount(part)} (${formatShare(part / whole)})`;
}

function suchAs(examples: readonly string[]): string {
	return examples.length === 0 ? '' : `, such as ${examples.slice(0, 2).join(' and ')}`;
}
