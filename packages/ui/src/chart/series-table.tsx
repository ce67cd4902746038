'use client';
import { useState } from 'react';
import { Cell, DataTable, HeadCell } from '../data/data-table.tsx';
import { Pager } from '../data/pager.tsx';
import { type AxisKind, formatX, formatY } from './format-axis.ts';
import type { ChartSeries } from './series.ts';

const PAGE = 25;

export interface SeriesTableProps {
	title: string;
	aligned: { x: number[]; ys: (number | null | undefined)[][] };
	series: readonly ChartSeries[];
	xKind: AxisKind;
	unit?: string;
}

/** A chart's numbers, newest first, 25 to a page. */
export function SeriesTable({ title, aligned, series, xKind, unit }: SeriesTableProps) {
	const [offset, setOffset] = useState(0);
	const total = aligned.x.length;
	const rows = aligned.x.map((_, i) => total - 1 - i).slice(offset, offset + PAGE);
	return (
		<div className="border-t border-line">
			<DataTable label={`${title}, values`} wrapClassName="max-h-72 overflow-y-auto">
				<thead>
					<tr>
						<HeadCell>{xKind === 'step' ? 'Step' : 'Time'}</HeadCell>
						{series.map((s) => (
							<HeadCell key={s.key} numeric>
								{s.label}
							</HeadCell>
						))}
					</tr>
				</thead>
				<tbody>
					{rows.map((row) => (
						<tr key={row}>
							<Cell className="text-meta">{formatX(xKind, aligned.x[row] ?? 0)}</Cell>
							{series.map((s, i) => (
								<Cell key={s.key} numeric>
									{formatY(aligned.ys[i]?.[row], unit)}
								</Cell>
							))}
						</tr>
					))}
				</tbody>
			</DataTable>
			<div className="px-3 py-1">
				<Pager noun="points" offset={offset} shown={rows.length} total={total} pageSize={PAGE} onOffset={setOffset} />
			</div>
		</div>
	);
}
