import {
	type BehaviourDiff,
	classCurves,
	type ClassCurves,
	comparePredictions,
	type ComparisonReport,
	diffBehaviour,
	errorCurves,
	type ErrorCurves,
	isBinary,
} from '@interlock/domain/comparison';
import type { Holdout } from './read-holdout.ts';

export interface HoldoutComparison {
	report: ComparisonReport;
	leftOut: { noTarget: number; noBaseline: number };
	curves: ErrorCurves | ClassCurves;
	/** null without a champion. */
	behaviour: BehaviourDiff | null;
}

/** The rows that were compared, by column. */
export interface ComparedRows {
	keys: string[] | null;
	actual: Float64Array;
	baseline: Float64Array;
	candidate: Float64Array;
}

/**
 * Compares on the rows that can be judged: the target is known, and what the candidate is compared with gave an answer.
 * The candidate has answered every row. Seed 0, whole blocks.
 */
export function compareOnHoldout(
	holdout: Holdout,
	candidate: Float64Array,
	champion: Float64Array | null,
): { compared: HoldoutComparison; rows: ComparedRows } {
	const baseline = champion ?? holdout.naive;
	let noTarget = 0;
	let noBaseline = 0;
	const judged: number[] = [];
	for (let row = 0; row < holdout.rows; row += 1) {
		if (!Number.isFinite(holdout.actual[row])) noTarget += 1;
		else if (!Number.isFinite(baseline[row])) noBaseline += 1;
		else judged.push(row);
	}
	const only = (values: Float64Array) => Float64Array.from(judged, (row) => values[row] ?? Number.NaN);
	const texts = (values: readonly string[]) => judged.map((row) => values[row] ?? '');
	const naive = only(holdout.naive);
	const slices = Object.fromEntries(Object.entries(holdout.slices).map(([name, values]) => [name, texts(values)]));
	const pair = { actual: only(holdout.actual), baseline: only(baseline), candidate: only(candidate) };
	const report = comparePredictions({
		...pair,
		champion: champion && pair.baseline,
		naive: naive.every(Number.isFinite) ? naive : null,
		block: texts(holdout.block),
		slices,
	});
	const keys = holdout.keys && texts(holdout.keys);
	return {
		compared: {
			report,
			leftOut: { noTarget, noBaseline },
			curves: isBinary(pair) ? classCurves(pair) : errorCurves(pair),
			behaviour: champion && diffBehaviour({ ...pair, keys, slices }),
		},
		rows: { keys, ...pair },
	};
}
