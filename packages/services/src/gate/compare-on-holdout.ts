import { comparePredictions, type ComparisonReport } from '@interlock/domain/comparison';
import type { Holdout } from './read-holdout.ts';

export interface HoldoutComparison {
	report: ComparisonReport;
	leftOut: { noTarget: number; noBaseline: number };
}

/**
 * Compares on the rows that can be judged: the target is known, and what the candidate is compared with gave an answer.
 * The candidate has answered every row. Seed 0, whole blocks.
 */
export function compareOnHoldout(holdout: Holdout, candidate: Float64Array, champion: Float64Array | null): HoldoutComparison {
	const baseline = champion ?? holdout.naive;
	let noTarget = 0;
	let noBaseline = 0;
	const rows: number[] = [];
	for (let row = 0; row < holdout.rows; row += 1) {
		if (!Number.isFinite(holdout.actual[row])) noTarget += 1;
		else if (!Number.isFinite(baseline[row])) noBaseline += 1;
		else rows.push(row);
	}
	const only = (values: Float64Array) => Float64Array.from(rows, (row) => values[row] ?? Number.NaN);
	const texts = (values: readonly string[]) => rows.map((row) => values[row] ?? '');
	const naive = only(holdout.naive);
	const report = comparePredictions({
		actual: only(holdout.actual),
		candidate: only(candidate),
		champion: champion && only(champion),
		naive: naive.every(Number.isFinite) ? naive : null,
		block: texts(holdout.block),
		slices: Object.fromEntries(Object.entries(holdout.slices).map(([name, values]) => [name, texts(values)])),
	});
	return { report, leftOut: { noTarget, noBaseline } };
}
