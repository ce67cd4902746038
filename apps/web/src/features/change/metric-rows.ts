import type { ChangeDetail, Comparison, Curves, MetricComparison } from './types.ts';

/** What the candidate is compared with, by its name. */
export function baselineName(change: Pick<ChangeDetail, 'base'>, comparison: Pick<Comparison, 'baseline'>): string {
	return comparison.baseline === 'champion' && change.base ? `Champion v${change.base.version}` : 'Naive rule';
}

type ClassCurves = Extract<Curves, { task: 'classification' }>;

/** A classifier's metrics beside the errors: they are shown, the gates judge the error. */
export function classMetrics({ baseline, candidate, positives, negatives }: ClassCurves): MetricComparison[] {
	const row = (key: string, name: string, better: MetricComparison['better'], of: (side: ClassCurves['candidate']) => number | null): MetricComparison[] => {
		const [before, after] = [of(baseline), of(candidate)];
		if (before === null || after === null) return [];
		const difference = { value: after - before, interval: null };
		return [{ key, name, unit: '', better, decimals: 4, baseline: before, candidate: after, difference, improved: null }];
	};
	const share = (part: number, all: number) => (all === 0 ? null : part / all);
	return [
		...row('auc', 'ROC AUC', 'higher', (side) => side.auc),
		...row('brier', 'Brier score', 'lower', (side) => side.brier),
		...row('log-loss', 'Log loss', 'lower', (side) => side.logLoss),
		...row('sensitivity', 'Sensitivity', 'higher', ({ confusion }) => share(confusion.truePositive, positives)),
		...row('specificity', 'Specificity', 'higher', ({ confusion }) => share(confusion.trueNegative, negatives)),
		...row('ppv', 'Positive predictive value', 'higher', ({ confusion: c }) => share(c.truePositive, c.truePositive + c.falsePositive)),
		...row('npv', 'Negative predictive value', 'higher', ({ confusion: c }) => share(c.trueNegative, c.trueNegative + c.falseNegative)),
	];
}
