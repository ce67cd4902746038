import { formatCount, formatFigure, formatSigned } from '../statistics/index.ts';
import type { SuiteCase, SuiteDocument } from './suite.ts';

type Cell = string | number | boolean | null;
export type SuiteTable = Record<string, Cell[]>;

/** The rows a suite has a model score, and which of them belong to which case. */
export interface SuitePlan {
	columns: SuiteTable;
	rows: number;
	/** Per case its first row and how many; a case with a change has each row twice, as it is and changed. */
	spans: { from: number; rows: number }[];
}

export interface CaseResult {
	case: string;
	kind: SuiteCase['kind'];
	/** null where there is no champion. */
	base: 'passed' | 'failed' | null;
	head: 'passed' | 'failed';
	/** How many of its rows the candidate breaks, and the first of them with its figures. */
	detail: string;
}

/** Lays out every row that the cases of a suite are tried on. `holdout`: the held-out rows by column, for cases that borrow them. */
export function planSuite(suite: SuiteDocument, holdout: SuiteTable): SuitePlan {
	const laid: Record<string, Cell>[] = [];
	const spans = suite.cases.map((one) => {
		const own = Array.isArray(one.rows) ? one.rows : borrow(holdout, one.rows.holdout);
		const from = laid.length;
		laid.push(...own);
		if (one.kind !== 'minimum') laid.push(...own.map((row) => change(row, one.change)));
		return { from, rows: own.length };
	});
	const names = [...new Set(laid.flatMap((row) => Object.keys(row)))];
	return { rows: laid.length, spans, columns: Object.fromEntries(names.map((name) => [name, laid.map((row) => row[name] ?? null)])) };
}

/** Judges every case by what both versions answered to the plan's rows; NaN where a version gave no answer, which breaks the case. */
export function judgeSuite(suite: SuiteDocument, plan: SuitePlan, head: ArrayLike<number>, base: ArrayLike<number> | null): CaseResult[] {
	return suite.cases.map((one, i) => {
		const span = plan.spans[i] ?? { from: 0, rows: 0 };
		const broken = breaking(one, span, head);
		return {
			case: one.name,
			kind: one.kind,
			base: base && (breaking(one, span, base).length > 0 ? 'failed' : 'passed'),
			head: broken.length > 0 ? 'failed' : 'passed',
			detail: detailOf(one, span, broken, head),
		};
	});
}

function borrow(holdout: SuiteTable, wanted: number): Record<string, Cell>[] {
	const rows = Object.values(holdout)[0]?.length ?? 0;
	const count = Math.min(rows, wanted);
	return Array.from({ length: count }, (_, i) => {
		const row = Math.floor((i * rows) / count);
		return Object.fromEntries(Object.entries(holdout).map(([name, cells]) => [name, cells[row] ?? null]));
	});
}

function change(row: Record<string, Cell>, wanted: Exclude<SuiteCase, { kind: 'minimum' }>['change']): Record<string, Cell> {
	if ('set' in wanted) return { ...row, [wanted.column]: wanted.set };
	const before = row[wanted.column];
	if (typeof before !== 'number') return row;
	return { ...row, [wanted.column]: 'add' in wanted ? before + wanted.add : before * wanted.multiply };
}

/** Row numbers within the case that break it. */
function breaking(one: SuiteCase, { from, rows }: SuitePlan['spans'][number], outputs: ArrayLike<number>): number[] {
	return Array.from({ length: rows }, (_, row) => row).filter((row) => {
		const before = outputs[from + row] ?? Number.NaN;
		if (!Number.isFinite(before)) return true;
		if (one.kind === 'minimum') return (one.min !== null && before < one.min) || (one.max !== null && before > one.max);
		const moved = (outputs[from + rows + row] ?? Number.NaN) - before;
		if (!Number.isFinite(moved)) return true;
		if (one.kind === 'invariance') return Math.abs(moved) > one.tolerance;
		return one.expect === 'not-lower' ? moved < -one.tolerance : moved > one.tolerance;
	});
}

function detailOf(one: SuiteCase, { from, rows }: SuitePlan['spans'][number], broken: readonly number[], outputs: ArrayLike<number>): string {
	const [first] = broken;
	if (first === undefined) return `${formatCount(rows)} of ${formatCount(rows)} rows hold.`;
	const before = outputs[from + first] ?? Number.NaN;
	const after = outputs[from + rows + first] ?? Number.NaN;
	const answered = Number.isFinite(before) && (one.kind === 'minimum' || Number.isFinite(after));
	const moved = one.kind === 'minimum' ? formatFigure(before) : `${formatFigure(before)} to ${formatFigure(after)} (${formatSigned(after - before)})`;
	const shown = answered ? moved : 'no answer';
	return `${formatCount(broken.length)} of ${formatCount(rows)} rows break it; row ${first + 1}: ${shown}, ${limitOf(one)}.`;
}

function limitOf(one: SuiteCase): string {
	if (one.kind === 'invariance') return `at most ${formatFigure(one.tolerance)} either way`;
	if (one.kind === 'directional')
		return `must not be ${one.expect === 'not-lower' ? 'lower' : 'higher'}${one.tolerance > 0 ? ` by more than ${formatFigure(one.tolerance)}` : ''}`;
	if (one.min === null || one.max === null)
		return one.min === null ? `must be at most ${formatFigure(one.max ?? 0)}` : `must be at least ${formatFigure(one.min)}`;
	return `must be ${formatFigure(one.min)} to ${formatFigure(one.max)}`;
}
