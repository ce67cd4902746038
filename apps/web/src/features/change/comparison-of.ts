import { formatAlike, formatShare } from '@interlock/ui/data';
import type { Outputs } from '../../api/outputs.ts';
import type { ColumnShift, Comparison, KeyedDiff, MetricComparison } from './types.ts';

type View = Outputs['change']['get'];
type Stored = NonNullable<View['comparison']>;

const METRICS: Record<string, { name: string; better: MetricComparison['better'] }> = {
	mae: { name: 'Mean absolute error', better: 'lower' },
	rmse: { name: 'Root mean squared error', better: 'lower' },
	bias: { name: 'Bias', better: 'nearer to zero' },
};
const DECIMALS = 2;

/** What the evaluation found, as the tables show it. `unit`: the target's. */
export function comparisonOf(stored: Stored, holdout: View['holdout'], unit: string): Comparison {
	const { report, parity } = stored;
	return {
		baseline: report.baseline,
		holdout: {
			dataset: holdout.name,
			version: holdout.version,
			period: holdout.period,
			rows: report.rows,
			blocks: report.blocks,
			resamples: report.difference.resamples,
		},
		confidence: report.difference.confidence,
		metrics: report.metrics.map((metric) => ({
			key: metric.name,
			name: METRICS[metric.name]?.name ?? metric.name,
			unit,
			better: METRICS[metric.name]?.better ?? 'lower',
			decimals: DECIMALS,
			baseline: metric.baseline,
			candidate: metric.candidate,
			difference: { value: metric.delta, interval: metric.name === 'mae' ? report.difference.interval : null },
			improved: metric.improved,
		})),
		slices: {
			rows: report.slices.rows.map((slice) => ({
				column: slice.column,
				value: slice.value,
				rows: slice.rows,
				blocks: slice.blocks,
				baseline: slice.baselineMae,
				candidate: slice.candidateMae,
				difference: { value: slice.delta, interval: slice.interval },
			})),
			judged: report.slices.judged,
			confidence: report.slices.confidence,
			omitted: Object.values(report.slices.omitted).reduce((sum, n) => sum + n, 0),
		},
		parity: parity && { sentence: parity.sentence, same: parity.differing === 0 },
		parityNote: stored.parityNote,
		signature: {
			sentence: stored.signature.sentence,
			compatible: stored.signature.compatible,
			rows: stored.signature.changes.map((change) => ({ key: `${change.part} ${change.name}`, before: change.base, after: change.head })),
			unchanged: 0,
		},
		data: { datasets: datasetsOf(stored.data), columns: stored.data.profile.map((change) => shiftOf(change, stored.data.histograms)), note: stored.data.note },
		parameters: { rows: stored.parameters.changes.map(keyed), unchanged: stored.parameters.total - stored.parameters.changes.length },
		environment: {
			before: stored.environment.base,
			after: stored.environment.head,
			rows: stored.environment.packages.map(keyed),
			unchanged: stored.environment.total - stored.environment.packages.length,
		},
		code: { before: stored.code.base, after: stored.code.head },
	};
}

function keyed({ name, base, head }: { name: string; base: string | null; head: string | null }): KeyedDiff['rows'][number] {
	return { key: name, before: base, after: head };
}

/** Training data by name: the versions that both sides learned from are unchanged, the rest stand side by side. */
function datasetsOf({ base, head }: Stored['data']): KeyedDiff {
	const names = [...new Set([...base, ...head].map((data) => data.name))];
	const rows = names.map((name) => ({ key: name, before: textOf(base.filter((d) => d.name === name)), after: textOf(head.filter((d) => d.name === name)) }));
	const differing = rows.filter((row) => row.before !== row.after);
	return { rows: differing, unchanged: rows.length - differing.length };
}

function textOf(data: Stored['data']['base']): string | null {
	if (data.length === 0) return null;
	const versions = data.map((d) => (d.version === null ? d.digest.slice(0, 8) : `v${d.version}`)).join(', ');
	const rows = data.reduce((sum, d) => sum + (d.rows ?? 0), 0);
	return rows > 0 ? `${versions}, ${rows.toLocaleString('en-GB')} rows` : versions;
}

type Profile = Stored['data']['profile'][number];

function shiftOf(change: Profile, histograms: Stored['data']['histograms']): ColumnShift {
	const bins = histograms.find((histogram) => histogram.column === change.column);
	return {
		column: change.column,
		kind: change.kind,
		change: change.change,
		sentence: withoutName(change),
		before: figureOf(change.base, change.head),
		after: figureOf(change.head, change.base),
		psi: change.psi,
		reference: bins ? sharesOf(bins.base) : [],
		current: bins ? sharesOf(bins.head) : [],
	};
}

/** The sentence as it stands beside the column's name. */
function withoutName({ column, sentence }: Profile): string {
	const start = `"${column}"`;
	return sentence.startsWith(start) ? sentence.slice(start.length).replace(/^:? /, '') : sentence;
}

/** A column in one figure: its mean, else how many values it has, else what is missing. */
function figureOf(figures: Profile['base'], beside: Profile['base']): string | null {
	if (!figures) return null;
	if (figures.mean !== null) return formatAlike(figures.mean, beside?.mean ?? null);
	if (figures.distinct !== null) return `${figures.distinct.toLocaleString('en-GB')} values`;
	return `${formatShare(figures.missingShare)} missing`;
}

function sharesOf(counts: readonly number[]): number[] {
	const total = counts.reduce((sum, n) => sum + n, 0);
	return total === 0 ? [] : counts.map((n) => n / total);
}
