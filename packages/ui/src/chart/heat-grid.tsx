import type { ReactNode } from 'react';
import { cn } from '../base/cn.ts';

export interface HeatCell {
	/** 0 to 5 on the drift ramp; null where nothing was judged. */
	level: number | null;
	/** The cell in words: "temp, 2013-09: 7.91 times the margin, drifted". */
	words: string;
	/** Significant as well as large. */
	marked: boolean;
}

export interface HeatGridProps {
	label: string;
	columns: readonly { key: string; title: string /** Choosing this column of cells. */; link: ReactNode; current: boolean }[];
	rows: readonly { key: string; title: string; cells: readonly HeatCell[] }[];
}

const FILL = ['bg-drift-0', 'bg-drift-1', 'bg-drift-2', 'bg-drift-3', 'bg-drift-4', 'bg-drift-5'];

/** A table whose cells are shades: a mark, not only the colour, says what is over the limit. */
export function HeatGrid({ label, columns, rows }: HeatGridProps) {
	return (
		<div role="group" aria-label={label} tabIndex={0} className="relative overflow-x-auto -outline-offset-2">
			<table aria-label={label} className="w-full border-separate border-spacing-[3px]" style={{ maxWidth: 160 + columns.length * 96 }}>
				<thead>
					<tr>
						<th scope="col">
							<span className="sr-only">Column</span>
						</th>
						{columns.map((column) => (
							<th
								key={column.key}
								scope="col"
								className={cn('min-w-10 text-center text-stamp font-medium whitespace-nowrap', column.current ? 'text-ink' : 'text-ink-3')}
							>
								{column.link}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{rows.map((row) => (
						<tr key={row.key}>
							<th scope="row" className="sticky left-0 w-px max-w-40 truncate bg-surface pr-2 text-left mono font-normal text-ink-2">
								{row.title}
							</th>
							{row.cells.map((cell, i) => (
								<td
									key={columns[i]?.key ?? i}
									title={cell.words}
									className={cn(
										'h-6 min-w-10 rounded-[3px] p-0 text-center',
										cell.level === null ? 'border border-dashed border-line-2' : FILL[cell.level],
										columns[i]?.current && 'outline-2 outline-ink',
									)}
								>
									<span className="sr-only">{cell.words}</span>
									{cell.marked && <span aria-hidden className="mx-auto block size-1.5 rounded-full bg-surface ring-1 ring-ink" />}
								</td>
							))}
						</tr>
					))}
				</tbody>
			</table>
		</div>
	);
}

/** The ramp, with what its ends mean. */
export function HeatRamp({ low, high }: { low: string; high: string }) {
	return (
		<span className="inline-flex items-center gap-1.5 text-stamp text-ink-3">
			{low}
			<span aria-hidden className="inline-flex">
				{FILL.map((fill) => (
					<span key={fill} className={cn('h-2.5 w-[18px]', fill)} />
				))}
			</span>
			{high}
		</span>
	);
}
