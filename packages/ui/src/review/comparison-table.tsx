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
	baseline: number;
	candidate: number;
	/** Candidate minus baseline; the interval where one was computed. */
	difference: { value: number; interval: { low: number; high: number } | null };
	better: 'lower' | 'higher' | 'nearer to zero';
	decimals: number;
	unit?: string;
	/** The gate's margin, drawn where the row is judged by it. */
	margin?: number | null;
	/** The gate that judges the row, where one does. */
	gate?: { state: GateState; words: string } | null;
	/** Stands after the name: what was said about it. */
	mark?: ReactNode;
}

export interface ComparisonTableProps {
	label: string;
	nameTitle: string;
	/** What the candidate is compared with: "Champion v1", "Naive rule". */
	baseline: string;
	candidate: string;
	/** Shows the column of row counts. */
	counted?: boolean;
	/** In a cell without an interval. */
	noInterval: string;
	/** Shows the column of gates. */
	gated?: boolean;
	rows: readonly ComparisonRow[];
}

/** Both versions, the difference and its interval, row by row on one scale; the better side is on the right. */
export function ComparisonTable({ label, nameTitle, baseline, candidate, counted = false, gated = false, noInterval, rows }: ComparisonTableProps) {
	const extent = Math.max(...rows.flatMap(({ difference: { interval } }) => (interval ? [Math.abs(interval.low), Math.abs(interval.high)] : [])), 1e-9);
	return (
		<DataTable label={label}>
			<thead>
				<tr>
					<HeadCell className="pl-3">{nameTitle}</HeadCell>
					{counted && <HeadCell numeric>Rows</HeadCell>}
					<HeadCell numeric>{baseline}</HeadCell>
					<HeadCell numeric>{candidate}</HeadCell>
					<HeadCell numeric>Change</HeadCell>
					<HeadCell className={gated ? undefined : 'pr-3'}>
						<span className={cn('flex justify-between text-stamp', gated ? 'w-[120px]' : 'w-[152px]')}>
							<span>worse</span>
							<span className="text-ink">interval</span>
							<span>better</span>
						</span>
					</HeadCell>
					{gated && <HeadCell className="pr-3">Gate</HeadCell>}
				</tr>
			</thead>
			<tbody>
				{rows.map((row) => (
					<tr key={row.key}>
						<Cell className={cn('pl-3 max-sm:py-1.5 max-sm:whitespace-normal', !counted && 'max-sm:min-w-36')}>
							<span className="inline-flex flex-wrap items-center">
								<span className="mr-1.5 font-strong">{row.name}</span>
								{row.hint && <span className="text-meta text-ink-3">{row.hint}</span>}
								{row.mark}
							</span>
						</Cell>
						{counted && (
							<Cell numeric quiet>
								{row.count?.toLocaleString('en-GB')}
							</Cell>
						)}
						<Cell numeric quiet>
							<Figure value={row.baseline} row={row} />
						</Cell>
						<Cell numeric className="font-strong">
							<Figure value={row.candidate} row={row} />
						</Cell>
						<Cell numeric className={cn('font-semibold', toneOfDifference(row.difference.interval))}>
							{formatDelta(row.difference.value, row.decimals)}
						</Cell>
						<Cell className={gated ? undefined : 'pr-3'}>
							{row.difference.interval ? (
								<IntervalPlot {...intervalOf(row, row.difference.interval, extent)} width={gated ? 120 : 152} />
							) : (
								<span className="text-meta text-ink-3">{noInterval}</span>
							)}
						</Cell>
						{gated && (
							<Cell className="pr-3 text-meta">
								{row.gate ? (
									<span className="inline-flex min-w-24 items-center gap-1.5 whitespace-normal">
										<StateIcon state={row.gate.state} size={14} />
										{row.gate.words}
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

function intervalOf(row: ComparisonRow, { low, high }: { low: number; high: number }, extent: number) {
	const { value } = row.difference;
	const words = `${row.name}: difference ${formatDelta(value, row.decimals)}, interval ${formatDelta(low, row.decimals)} to ${formatDelta(high, row.decimals)}`;
	return { difference: value, low, high, margin: row.margin ?? null, extent: extent * 1.1, label: words };
}

function Figure({ value, row }: { value: number; row: ComparisonRow }) {
	return (
		<>
			{formatNumber(value, row.decimals)}
			{row.unit && <span className="max-sm:sr-only"> {row.unit}</span>}
		</>
	);
}

/** Green or red only where the whole interval of an error's difference lies on one side of zero. */
export function toneOfDifference(interval: { low: number; high: number } | null): string {
	if (interval && interval.high < 0) return 'text-ok';
	if (interval && interval.low > 0) return 'text-bad';
	return 'text-ink-2';
}
