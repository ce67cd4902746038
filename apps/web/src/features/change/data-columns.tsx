'use client';
import { Card, cn } from '@interlock/ui/base';
import { Histogram } from '@interlock/ui/chart';
import { Cell, DataTable, formatNumber, HeadCell } from '@interlock/ui/data';
import { ThreadMark } from '../thread/thread-mark.tsx';
import type { ColumnShift, Comparison } from './types.ts';

const PSI_WATCH = 0.1;
const PSI_SHIFTED = 0.2;

/** How each column moved between the champion's and the candidate's training data. */
export function DataColumns({ comparison }: { comparison: Comparison }) {
	const { columns } = comparison.data;
	return (
		<Card
			title="Columns"
			meta="training data, sorted by shift"
			aside={
				<span className="flex gap-3 text-stamp text-ink-2">
					<span className="inline-flex items-center gap-1.5">
						<span aria-hidden className="size-2.5 rounded-[2px] border border-dashed border-champion bg-line-2" />
						champion&apos;s data
					</span>
					<span className="inline-flex items-center gap-1.5">
						<span aria-hidden className="size-2.5 rounded-[2px] border border-candidate" />
						candidate&apos;s data
					</span>
				</span>
			}
		>
			{columns.length === 0 ? (
				<p className="px-3 py-2.5 text-meta text-ink-2">There is nothing to compare column by column.</p>
			) : (
				<ColumnTable columns={columns} />
			)}
		</Card>
	);
}

function ColumnTable({ columns }: { columns: readonly ColumnShift[] }) {
	return (
		<DataTable label="Columns of champion and candidate">
			<thead>
				<tr>
					<HeadCell className="pl-3">Column</HeadCell>
					<HeadCell>Type</HeadCell>
					<HeadCell>Change</HeadCell>
					<HeadCell numeric>Champion</HeadCell>
					<HeadCell numeric>Candidate</HeadCell>
					<HeadCell numeric>PSI</HeadCell>
					<HeadCell className="pr-3">Distribution</HeadCell>
				</tr>
			</thead>
			<tbody>
				{columns.map((column) => (
					<tr key={column.column} className={cn((column.psi ?? 0) >= PSI_SHIFTED && 'bg-warn-bg')}>
						<Cell mono className="h-[42px] pl-3">
							<span className="inline-flex items-center gap-0.5">
								{column.column}
								<ThreadMark anchor={{ kind: 'column', column: column.column }} />
							</span>
						</Cell>
						<Cell className="text-meta text-ink-2">{column.kind}</Cell>
						<Cell className="max-w-64 min-w-40 text-meta whitespace-normal" title={column.sentence}>
							<span className="line-clamp-2">{column.sentence}</span>
						</Cell>
						<Cell numeric quiet>
							{column.before ?? '—'}
						</Cell>
						<Cell numeric>{column.after ?? '—'}</Cell>
						<Cell numeric className={cn('font-semibold', (column.psi ?? 0) >= PSI_WATCH ? 'text-warn' : 'font-normal text-ink-2')}>
							{column.psi === null ? '—' : formatNumber(column.psi, 3)}
						</Cell>
						<Cell className="w-[180px] min-w-36 pr-3">
							{column.reference.length > 0 && (
								<Histogram
									reference={column.reference}
									current={column.current}
									label={`${column.column}: distribution in the champion's and the candidate's data`}
								/>
							)}
						</Cell>
					</tr>
				))}
			</tbody>
		</DataTable>
	);
}
