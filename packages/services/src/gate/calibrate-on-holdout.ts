import { calibrate, type CalibrationReport } from '@interlock/domain/comparison';
import type { Holdout } from './read-holdout.ts';

/** How well both versions are calibrated on the held-out rows whose target is known; undefined when no row can be judged. */
export function calibrateOnHoldout(
	holdout: Holdout,
	candidate: Float64Array,
	champion: Float64Array | null,
): { base: CalibrationReport | null; head: CalibrationReport } | undefined {
	const rows = [...holdout.actual.keys()].filter((row) => Number.isFinite(holdout.actual[row]));
	if (rows.length === 0) return undefined;
	const block = rows.map((row) => holdout.block[row] ?? '');
	const of = (predicted: Float64Array) => {
		const known = rows.every((row) => Number.isFinite(predicted[row]));
		const only = (values: Float64Array) => Float64Array.from(rows, (row) => values[row] ?? Number.NaN);
		return known ? calibrate({ actual: only(holdout.actual), predicted: only(predicted), block }) : null;
	};
	const head = of(candidate);
	return head ? { head, base: champion && of(champion) } : undefined;
}
