/*
 * Rules. A column drifted when it both surely and noticeably moved: its Benjamini-Hochberg adjusted p-value is below
 * alpha and its effect above the margin. In large windows everything moves surely and little noticeably; in small windows
 * it is the other way round.
 * The window drifted when any column did: the adjustment holds for all columns together.
 * A window with too few rows is not judged.
 * Drift says that inputs moved, not that the model got worse; that is decay.
 * Rows are taken as independent. Where they share their luck (the weather of one day) p-values are too small, and the
 * margin is what protects.
 */
import type { DatasetProfile } from '../dataset/index.ts';
import { benjaminiHochberg, formatCount, formatFigure, formatPValue, formatShare } from '../statistics/index.ts';
import type { ColumnDrift, DriftReport } from './drift-report.ts';
import { type TestedColumn, testColumn } from './test-column.ts';
import type { WindowProfile } from './window-profile.ts';

/** `margin`: least effect worth an alarm; `margins` per column overrides it. `minRows`: a smaller window isn't judged. */
export interface DriftOptions {
	alpha: number;
	margin: number;
	margins: Readonly<Record<string, number>>;
	minRows: number;
}
export const DEFAULT_DRIFT_OPTIONS: DriftOptions = { alpha: 0.05, margin: 0.1, margins: {}, minRows: 100 };

/** Judges a window against the reference, column by column in the reference's order. Columns only one side has are left out. */
export function detectDrift(reference: DatasetProfile, window: WindowProfile, options: Partial<DriftOptions> = {}): DriftReport {
	const { alpha, margin, margins, minRows } = { ...DEFAULT_DRIFT_OPTIONS, ...options };
	const currentByName = new Map(window.columns.map((column) => [column.name, column]));
	const tested = reference.columns.flatMap((column) => {
		const current = currentByName.get(column.name);
		return current === undefined ? [] : (testColumn(column, current) ?? []);
	});
	const adjusted = benjaminiHochberg(tested.map((column) => column.pValue));
	const isJudged = window.rows >= minRows;
	const columns = tested.map((column, index) => {
		const limits = { adjustedPValue: adjusted[index] ?? 1, margin: margins[column.column] ?? margin };
		return judgeColumn(column, limits, isJudged, alpha);
	});
	const drifted = columns.filter((column) => column.drifted).sort((a, b) => b.psi - a.psi);
	return {
		verdict: isJudged ? (drifted.length > 0 ? 'drifted' : 'steady') : 'not-enough-data',
		rows: window.rows,
		alpha,
		drifted: drifted.map((column) => column.column),
		columns,
		sentence: isJudged ? summarize(drifted, columns.length) : `${formatCount(window.rows)} of at least ${formatCount(minRows)} rows; not judged.`,
	};
}

function judgeColumn(column: TestedColumn, limits: Pick<ColumnDrift, 'adjustedPValue' | 'margin'>, isJudged: boolean, alpha: number): ColumnDrift {
	const drifted = isJudged && limits.adjustedPValue < alpha && column.effect > limits.margin;
	return { ...column, ...limits, drifted, sentence: describeColumn(column, limits, drifted, alpha) };
}

const EFFECT_NAME = { psi: 'PSI', 'js-distance': 'Jensen-Shannon distance' };

function describeColumn(
	column: TestedColumn,
	{ adjustedPValue, margin }: Pick<ColumnDrift, 'adjustedPValue' | 'margin'>,
	drifted: boolean,
	alpha: number,
): string {
	const effect = `${EFFECT_NAME[column.effectName]} ${formatFigure(column.effect)}, margin ${formatFigure(margin)}`;
	const moved = `${effect}; adjusted p ${formatPValue(adjustedPValue)}`;
	const means =
		column.referenceMean === null || column.currentMean === null ? '' : `; mean ${formatFigure(column.referenceMean)} to ${formatFigure(column.currentMean)}`;
	const gone =
		column.referenceMissing === column.currentMissing ? '' : `; missing ${formatShare(column.referenceMissing)} to ${formatShare(column.currentMissing)}`;
	if (drifted) return `${column.column} drifted: ${moved}${means}${gone}.`;
	const why = column.effect > margin ? (adjustedPValue < alpha ? 'too few rows to judge' : 'may be chance') : 'within the margin';
	return `${column.column} is steady, ${why}: ${moved}${means}${gone}.`;
}

function summarize(drifted: readonly ColumnDrift[], tested: number): string {
	if (drifted.length === 0) return `None of ${tested} columns drifted.`;
	const shown = drifted.slice(0, 5).map((column) => `${column.column} (${EFFECT_NAME[column.effectName]} ${formatFigure(column.effect)})`);
	const rest = drifted.length > shown.length ? ` and ${drifted.length - shown.length} more` : '';
	return `${drifted.length} of ${tested} columns drifted: ${shown.join(', ')}${rest}.`;
}
