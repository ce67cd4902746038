/*
 * Rules. A row's answer changed when candidate and baseline differ by more than float32 arithmetic in another order costs.
 * For a classifier of yes or no it flipped when the two lie on different sides of the threshold: only flips are counted as changed.
 * Every changed row is in the set; the rows shown are those that moved most, ties in the order of rows.
 * A changed row was helped when the candidate is nearer to what really came, harmed when it is farther off.
 */
import { valueAt } from '../statistics/index.ts';
import { isBinary, THRESHOLD } from './class-curves.ts';
import { DEFAULT_TOLERANCE } from './compare-parity.ts';
import type { ComparisonReport, SliceComparison } from './comparison-report.ts';
import type { ScoredPair } from './error-curves.ts';

/** One row whose answer changed. `row` counts the compared rows from 0; `key` names it where the data has a key column. */
export interface ChangedRow {
	row: number;
	key: string | null;
	actual: number;
	baseline: number;
	candidate: number;
	/** candidate - baseline. */
	move: number;
	/** true: nearer to what came, false: farther off, null: as far. */
	helped: boolean | null;
	/** Each slice column's value. */
	slices: Record<string, string>;
}

/** How answers moved within the rows of one slice. */
export interface SliceMoves {
	column: string;
	value: string;
	rows: number;
	changed: number;
	/** Means of candidate - baseline, and of its size. */
	meanMove: number;
	meanSize: number;
	helped: number;
	harmed: number;
}

export interface BehaviourDiff {
	task: 'regression' | 'classification';
	rows: number;
	changed: number;
	helped: number;
	harmed: number;
	/** Classification: flips to yes and to no; zero for a regression. */
	toYes: number;
	toNo: number;
	meanMove: number;
	meanSize: number;
	/** The largest moves of changed rows, at most MAX_ROWS_SHOWN. */
	shown: ChangedRow[];
	/** Per slice, in the order given; a column's largest slices first, at most MAX_SLICES each. */
	slices: SliceMoves[];
}

export interface BehaviourInput extends ScoredPair {
	keys?: readonly string[] | null;
	slices?: Readonly<Record<string, readonly string[]>>;
}

export const MAX_ROWS_SHOWN = 100;
const MAX_SLICES = 50;

/** The rows whose answer changed between baseline and candidate, in order. */
export function changedRows(input: ScoredPair, task = taskOf(input)): number[] {
	const changed: number[] = [];
	for (let row = 0; row < input.actual.length; row += 1) {
		const [before, after] = [valueAt(input.baseline, row), valueAt(input.candidate, row)];
		const differs =
			task === 'classification'
				? before >= THRESHOLD !== after >= THRESHOLD
				: Math.abs(after - before) > DEFAULT_TOLERANCE.absolute + DEFAULT_TOLERANCE.relative * Math.abs(before);
		if (differs) changed.push(row);
	}
	return changed;
}

/** What the candidate answers differently: how many rows, which most, and where. */
export function diffBehaviour(input: BehaviourInput): BehaviourDiff {
	const task = taskOf(input);
	const changed = changedRows(input, task);
	const all = sumMoves(input, allRows(input), new Set(changed));
	const yes = changed.filter((row) => valueAt(input.candidate, row) >= THRESHOLD).length;
	return {
		task,
		rows: input.actual.length,
		...all,
		toYes: task === 'classification' ? yes : 0,
		toNo: task === 'classification' ? changed.length - yes : 0,
		shown: largest(changed, input).map((row) => rowOf(input, row)),
		slices: slicesOf(input, changed),
	};
}

/** Slices where the candidate errs more than the baseline: shown worse, or only so by their figures. The worst first. */
export function losingSlices(report: Pick<ComparisonReport, 'slices'>): { shown: SliceComparison[]; byFigure: SliceComparison[] } {
	const worst = (a: SliceComparison, b: SliceComparison) => b.delta - a.delta;
	const losing = report.slices.rows.filter((slice) => slice.delta > 0).sort(worst);
	return { shown: losing.filter((slice) => slice.verdict === 'worse'), byFigure: losing.filter((slice) => slice.verdict !== 'worse') };
}

function taskOf(input: ScoredPair): BehaviourDiff['task'] {
	return isBinary(input) ? 'classification' : 'regression';
}

function allRows({ actual }: ScoredPair): number[] {
	return Array.from({ length: actual.length }, (_, row) => row);
}

function moveOf(input: ScoredPair, row: number): number {
	return valueAt(input.candidate, row) - valueAt(input.baseline, row);
}

function helpedBy(input: ScoredPair, row: number): boolean | null {
	const truth = valueAt(input.actual, row);
	const gain = Math.abs(valueAt(input.baseline, row) - truth) - Math.abs(valueAt(input.candidate, row) - truth);
	return gain === 0 ? null : gain > 0;
}

function largest(changed: readonly number[], input: ScoredPair): number[] {
	return [...changed].sort((a, b) => Math.abs(moveOf(input, b)) - Math.abs(moveOf(input, a)) || a - b).slice(0, MAX_ROWS_SHOWN);
}

function rowOf(input: BehaviourInput, row: number): ChangedRow {
	return {
		row,
		key: input.keys?.[row] ?? null,
		actual: valueAt(input.actual, row),
		baseline: valueAt(input.baseline, row),
		candidate: valueAt(input.candidate, row),
		move: moveOf(input, row),
		helped: helpedBy(input, row),
		slices: Object.fromEntries(Object.entries(input.slices ?? {}).map(([column, values]) => [column, values[row] ?? ''])),
	};
}

function sumMoves(input: ScoredPair, rows: readonly number[], changed: ReadonlySet<number>) {
	const sum = { changed: 0, helped: 0, harmed: 0, meanMove: 0, meanSize: 0 };
	for (const row of rows) {
		const move = moveOf(input, row);
		sum.meanMove += move / rows.length;
		sum.meanSize += Math.abs(move) / rows.length;
		if (!changed.has(row)) continue;
		sum.changed += 1;
		const helped = helpedBy(input, row);
		if (helped === true) sum.helped += 1;
		if (helped === false) sum.harmed += 1;
	}
	return sum;
}

function slicesOf(input: BehaviourInput, changed: readonly number[]): SliceMoves[] {
	const set = new Set(changed);
	return Object.entries(input.slices ?? {}).flatMap(([column, values]) => {
		const byValue = Map.groupBy(allRows(input), (row) => values[row] ?? '');
		return [...byValue]
			.sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1))
			.slice(0, MAX_SLICES)
			.map(([value, rows]) => ({ column, value, rows: rows.length, ...sumMoves(input, rows, set) }));
	});
}
