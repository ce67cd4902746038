import type { ReactNode } from 'react';
import { cn } from '../base/cn.ts';
import { StateIcon } from '../base/state-badge.tsx';
import { IntervalPlot } from '../chart/interval-plot.tsx';
import { Cell, DataTable, HeadCell } from '../data/data-table.tsx';
import { formatDelta, formatNumber } from '../data/format.ts';
import type { GateState } from './gate-row.tsx';

export interface ComparisonRow {
	key: string;
	name: string;
	/** Beside the name: "lower is better", "under 100 rows". */
	hint?: string;
	/** Rows it was measured on. */
	count?: number;
	champion: number | null;
	candidate: number;
	/** Null where there is no champion to compare with. */
	difference: { value: number; low: number; high: number } | null;
	better: 'lower' | 'higher';
	decimals: number;
	unit?: string;
	gate?: { state: GateState; text: string; margin?: number | null } | null;
}

export interface ComparisonTableProps {
	label: string;
	nameTitle: string;
	/** Shows the column of row counts. */
	counted?: boolean;
	rows: readonly ComparisonRow[];
	empty?: ReactNode;
}

/** Champion, candidate, difference, interval and gate, row by row on one scale. */
export function ComparisonTable({ label, nameTitle, counted = false, rows, empty }: ComparisonTableProps) {
	if (rows.length === 0) return <p className="px-3 py-2.5 text-meta text-ink-2">{empty}</p>;
	const extent = Math.max(...rows.flatMap((row) => (row.difference ? [Math.abs(row.difference.low), Math.abs(row.difference.high)] : [])), 1e-9);
	const gated = rows.some((row) => row.gate);
	return (
		<DataTable label={label}>
			<thead>
				<tr>
					<HeadCell className="pl-3">{nameTitle}</HeadCell>
					{counted && <HeadCell numeric>Rows</HeadCell>}
					<HeadCell numeric>Champion</HeadCell>
					<HeadCell numeric>Candidate</HeadCell>
					<HeadCell numeric>Change</HeadCell>
					<HeadCell>
						<span className="flex w-[152px] justify-between text-stamp">
							<span>worse</span>
							<span className="text-ink">95% interval</span>
							<span>better</span>
						</span>
					</HeadCell>
					{gated && <HeadCell className="pr-3">Gate</HeadCell>}
				</tr>
			</thead>
			<tbody>
				{rows.map((row) => (
					<tr key={row.key}>
						<Cell className="pl-3">
							<span className="font-strong">{row.name}</span>
							{row.hint && <span className="ml-1.5 text-meta text-ink-3">{row.hint}</span>}
						</Cell>
						{counted && (
							<Cell numeric quiet>
								{row.count?.toLocaleString('en-GB')}
							</Cell>
						)}
						<Cell numeric quiet>
							{withUnit(row.champion, row)}
						</Cell>
						<Cell numeric className="font-strong">
							{withUnit(row.candidate, row)}
						</Cell>
						<Cell numeric className={cn('font-semibold', toneOf(row))}>
							{row.difference ? formatDelta(row.difference.value, row.decimals) : '—'}
						</Cell>
						<Cell>{row.difference ? <IntervalPlot {...intervalOf(row, extent)} /> : <span className="text-meta text-ink-3">{row.champion === null ? 'nothing to compare with' : 'too few rows to say'}</span>}</Cell>
						{gated && (
							<Cell className="pr-3 text-meta">
								{row.gate ? (
									<span className="flex items-center gap-1.5">
										<StateIcon state={row.gate.state} />
										{row.gate.text}
									</span>
								) : (
									<span className="text-ink-3">no gate</span>
								)}
							</Cell>
						)}
					</tr>
				))}
			</tbody>
		</DataTable>
	);
}

function intervalOf(row: ComparisonRow, extent: number) {
	const { value, low, high } = row.difference ?? { value: 0, low: 0, high: 0 };
	const words = `${row.name}: difference ${formatDelta(value, row.decimals)}, 95% interval ${formatDelta(low, row.decimals)} to ${formatDelta(high, row.decimals)}`;
	return { difference: value, low, high, better: row.better, margin: row.gate?.margin ?? null, extent: extent * 1.1, width: 152, label: words };
}

function withUnit(value: number | null, row: ComparisonRow): string {
	if (value === null) return '—';
	return row.unit ? `${formatNumber(value, row.decimals)} ${row.unit}` : formatNumber(value, row.decimals);
}

/** Green or red only where the whole interval lies on one side. */
function toneOf({ difference, better }: ComparisonRow): string {
	if (!difference) return 'text-ink-3';
	const sign = better === 'lower' ? -1 : 1;
	if (sign * difference.low > 0 && sign * difference.high > 0) return 'text-ok';
	if (sign * difference.low < 0 && sign * difference.high < 0) return 'text-bad';
	return 'text-ink-2';
}
