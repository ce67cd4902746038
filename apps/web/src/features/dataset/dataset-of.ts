import { formatDay, formatMetric, formatShare } from '@interlock/ui/data';
import type { Outputs } from '../../api/outputs.ts';
import type { ColumnView, DatasetDetail } from './types.ts';

type View = Outputs['dataset']['get'];
type Shown = NonNullable<View['shown']>;
type Profile = Shown['profile']['columns'][number];

/** A dataset's page from what the API answers. */
export function datasetOf(view: View): DatasetDetail {
	const { shown } = view;
	return {
		name: view.name,
		versions: view.versions,
		selected: shown && {
			...shown,
			columns: shown.profile.columns.map((column) => columnOf(column, shown.schema)),
			expectations: sentencesOf(shown.expectations),
		},
	};
}

function columnOf(column: Profile, schema: Shown['schema']): ColumnView {
	return {
		name: column.name,
		type: schema.columns.find((known) => known.name === column.name)?.type ?? column.kind,
		count: column.count,
		missing: column.missing,
		distinct: column.distinct,
		summary: summaryOf(column),
		bars: 'histogram' in column ? column.histogram.counts : isVaried(column) ? [] : column.top.slice(0, 20).map(({ count }) => count),
	};
}

function summaryOf(column: Profile): string {
	if (column.count === column.missing) return 'no value';
	if (column.kind === 'numeric') {
		const median = column.quantiles[Math.floor(column.quantiles.length / 2)];
		return `mean ${figure(column.mean)}, median ${figure(median)}, from ${figure(column.min)} to ${figure(column.max)}`;
	}
	if (column.kind === 'timestamp') return column.min === null || column.max === null ? 'no value' : `${formatDay(column.min)} to ${formatDay(column.max)}`;
	const [first] = column.top;
	if (first && isVaried(column)) return `${figure(column.distinct)} different values, such as ${first.value}`;
	return column.top
		.slice(0, 4)
		.map(({ value, count }) => `${value} ${formatShare(count / column.count, 0)}`)
		.join(', ');
}

/** Hardly any value comes twice: naming the most frequent ones says nothing. */
function isVaried({ top, count }: Extract<Profile, { top: unknown }>): boolean {
	return (top[0]?.count ?? 0) / Math.max(1, count) < 0.01;
}

function figure(value: number | null | undefined): string {
	return value === null || value === undefined ? '—' : formatMetric(value);
}

/** What the version promised and kept, in sentences. */
function sentencesOf(expectations: Shown['expectations']): string[] {
	if (!expectations) return [];
	const { rowCount, uniqueKey, columns, noOtherColumns } = expectations;
	const sentences = columns.map((column) => {
		const parts = [
			column.type ? `is ${column.type}` : null,
			column.min !== undefined && column.max !== undefined ? `from ${figure(column.min)} to ${figure(column.max)}` : null,
			column.min !== undefined && column.max === undefined ? `at least ${figure(column.min)}` : null,
			column.max !== undefined && column.min === undefined ? `at most ${figure(column.max)}` : null,
			column.allowed ? `one of ${column.allowed.slice(0, 6).join(', ')}${column.allowed.length > 6 ? ` and ${column.allowed.length - 6} more` : ''}` : null,
			column.notNull ? 'never missing' : null,
		].filter((part) => part !== null);
		return `${column.name} ${parts.length > 0 ? parts.join(', ') : 'is there'}`;
	});
	if (uniqueKey) sentences.unshift(`${uniqueKey.join(', ')} names each row once`);
	if (rowCount) sentences.unshift(`between ${figure(rowCount.min ?? 0)} and ${rowCount.max === undefined ? 'any number of' : figure(rowCount.max)} rows`);
	if (noOtherColumns) sentences.push('no other column');
	return sentences;
}
