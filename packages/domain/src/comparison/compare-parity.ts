import { z } from 'zod';
import { DomainError } from '../error/index.ts';
import { formatCount, formatFigure, formatShare, valueAt } from '../statistics/index.ts';

const count = z.int().nonnegative();

/** How far a model's answers moved between the training process that logged them and the runtime that serves. */
export const parityReportSchema = z.object({
	rows: count,
	/** Rows that differ by more than absolute + relative x |logged|. */
	differing: count,
	differingShare: z.number(),
	/** Largest difference seen, in the target's unit, and its row (from 0); null when no row moved at all. */
	largestMove: z.number(),
	largestMoveRow: count.nullable(),
	tolerance: z.object({ absolute: z.number(), relative: z.number() }),
	sentence: z.string(),
});
export type ParityReport = z.infer<typeof parityReportSchema>;

/** What float32 arithmetic in another order costs, and no more. */
export const DEFAULT_TOLERANCE = { absolute: 1e-4, relative: 1e-5 };

/**
 * Compares predictions logged by the training process with those of the serving runtime, row by row, as numpy.isclose
 * does. Two NaN agree; a NaN on one side differs and counts as an infinite move, reported as the largest double.
 * Throws DomainError `invalid` for no rows or columns of different lengths.
 */
export function compareParity(logged: ArrayLike<number>, served: ArrayLike<number>, tolerance = DEFAULT_TOLERANCE): ParityReport {
	const rows = logged.length;
	if (rows === 0 || served.length !== rows) {
		const limit = rows === 0 ? 'at least 1 row' : `${rows} rows, as logged`;
		throw new DomainError('invalid', `served: has ${served.length} rows, must have ${limit}`, {
			field: 'served',
			value: served.length,
			limit,
		});
	}
	let differing = 0;
	let largestMove = 0;
	let largestMoveRow: number | null = null;
	for (let row = 0; row < rows; row += 1) {
		const move = moveOf(valueAt(logged, row), valueAt(served, row));
		if (move > tolerance.absolute + tolerance.relative * Math.abs(valueAt(logged, row)) || move === Number.MAX_VALUE) differing += 1;
		if (move <= largestMove) continue;
		largestMove = move;
		largestMoveRow = row;
	}
	const report = { rows, differing, differingShare: differing / rows, largestMove, largestMoveRow, tolerance };
	return { ...report, sentence: sentenceOf(report) };
}

function moveOf(logged: number, served: number): number {
	if (Object.is(logged, served)) return 0;
	const move = Math.abs(served - logged);
	return Number.isFinite(move) ? move : Number.MAX_VALUE;
}

function sentenceOf({ rows, differing, differingShare, largestMove }: Omit<ParityReport, 'sentence'>): string {
	if (differing === 0) return `All ${formatCount(rows)} rows answer alike in training and serving.`;
	const move = largestMove === Number.MAX_VALUE ? 'one of them to or from a value that is not finite' : `by up to ${formatFigure(largestMove)}`;
	return `${formatCount(differing)} of ${formatCount(rows)} rows (${formatShare(differingShare)}) answer differently in serving than in training, ${move}.`;
}
